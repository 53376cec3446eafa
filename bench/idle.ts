import { setTimeout as sleep } from 'node:timers/promises'
import { measure } from './measure.ts'
import { burstConnections } from './plan.ts'
import type { Results } from './results.ts'
import { type Bench, warmUp } from './rounds.ts'

/**
 * Lets everybody idle at the same time, and then puts one load after another on them. Engines, pools and caches that have gone cold
 * meanwhile show in the first calls. The same load on the warm door is what these are compared with.
 */
export async function idleThenBurst(bench: Bench, results: Results): Promise<void> {
  const { contenders, size, finished, say } = bench
  const burst = { connections: burstConnections, seconds: size.burst }
  for (const contender of contenders) {
    say(`warm before idling: ${contender.door} …`)
    await warmUp(bench, contender)
    const { p99 } = await measure(contender, burst, finished)
    results.bursts[contender.door] = { warm: p99, first: 0, first100: 0 }
  }
  for (let round = 1; round <= size.idleRounds; round++) {
    say(`idle for ${size.idle} s (${round} of ${size.idleRounds}) …`)
    await sleep(size.idle * 1000)
    for (const contender of contenders) {
      const { first, first100, p99 } = await measure(contender, burst, finished)
      const worst = results.bursts[contender.door]
      if (!worst) continue
      worst.warm = Math.min(worst.warm, p99) // A noisy moment must not make the warm door look slow.
      worst.first = Math.max(worst.first, first)
      worst.first100 = Math.max(worst.first100, first100)
    }
  }
}
