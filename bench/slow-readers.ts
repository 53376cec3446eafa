import { setTimeout as sleep } from 'node:timers/promises'
import { slowAsk } from './bodies.ts'
import type { Contender } from './measure.ts'
import { serverMemory } from './process.ts'
import type { Results } from './results.ts'
import type { Bench } from './rounds.ts'
import { slowReaders } from './tools.ts'

/** Much slower readers than the upstream is quick: what they have not read yet must not wait in the server's memory. */
export async function readSlowly({ contenders, size, say }: Bench, results: Results): Promise<void> {
  const direct = contenders.find(({ door }) => door === 'direct')
  if (!direct) return
  const { slowReaders: readers, slowSeconds: seconds } = size
  say(`${readers} slow readers for ${seconds} s …`)
  const before = serverMemory(direct.pid)
  const { read, peak } = await watched(direct, slowReaders({ port: direct.port, keys: direct.keys, body: slowAsk(), readers, seconds }))
  direct.trouble += readers - read.open
  results.slowReaders = { readers, before, peak, open: read.open }
}

async function watched<T>({ pid }: Contender, running: Promise<T>): Promise<{ read: T; peak: number }> {
  let over = false
  const ended = running.finally(() => {
    over = true
  })
  let peak = 0
  while (!over) {
    peak = Math.max(peak, serverMemory(pid))
    await Promise.race([sleep(500), ended])
  }
  return { read: await ended, peak }
}
