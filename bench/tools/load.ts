// This is the load generator for machines without a C compiler. load.c says what it does.
import { setTimeout as sleep } from 'node:timers/promises'
import { client, percentiles } from './clients.ts'

const { number, pool: poolOf, request } = client({ connections: '64', seconds: '5', rate: '0', requests: '0' })
const body = {
  messages: [
    { role: 'system', content: 'You are a helpful assistant.' },
    { role: 'user', content: 'hello '.repeat(100) },
  ],
  max_tokens: 1024,
}
const delays: number[] = []
const counts = { sent: 0, done: 0, failed: 0, broken: 0 }
const pool = poolOf(number('connections'))

async function call(planned: number) {
  counts.sent++
  try {
    const answer = await request(pool, body)
    await answer.body.dump()
    delays.push(performance.now() - planned)
    counts.done++
    if (answer.statusCode !== 200) counts.failed++
  } catch {
    counts.broken++
  }
}

const start = performance.now()
const [seconds, rate, requests] = [number('seconds'), number('rate'), number('requests')]
if (rate > 0) {
  const running: Promise<void>[] = []
  for (let i = 0; i < rate * seconds; i++) {
    const planned = start + (i * 1000) / rate
    await sleep(Math.max(0, planned - performance.now()))
    running.push(call(planned))
  }
  await Promise.all(running)
} else {
  const more = () => (requests > 0 ? counts.sent < requests : performance.now() - start < seconds * 1000)
  const loop = async () => {
    while (more()) await call(performance.now())
  }
  await Promise.all(Array.from({ length: number('connections') }, loop))
}
const took = (performance.now() - start) / 1000
process.stdout.write(`${JSON.stringify({ ...counts, seconds: took, rps: counts.done / took, ...percentiles(delays) })}\n`)
process.exit(0)
