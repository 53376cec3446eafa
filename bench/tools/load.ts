// This is the load generator for machines without a C compiler. load.c says what it does. Here the calls of
// the open loop wait for a connection however long that takes, so none is missed.

import { setTimeout as sleep } from 'node:timers/promises'
import { client, percentiles } from './clients.ts'

const { number, pool: poolOf, request } = client({ connections: '64', seconds: '0', rate: '0', requests: '0' })
const body = {
  messages: [
    { role: 'system', content: 'You are a helpful assistant.' },
    { role: 'user', content: 'hello '.repeat(100) },
  ],
  max_tokens: 1024,
}
const delays: number[] = []
const first: number[] = []
const counts = { sent: 0, done: 0, failed: 0, broken: 0, missed: 0 }
const pool = poolOf(number('connections'))

async function call(planned: number) {
  const place = counts.sent++
  try {
    const answer = await request(pool, body)
    await answer.body.dump()
    const delay = performance.now() - planned
    delays.push(delay)
    if (place < 100) first[place] = delay
    counts.done++
    if (answer.statusCode !== 200) counts.failed++
  } catch {
    counts.broken++
  }
}

const start = performance.now()
const [rate, requests] = [number('rate'), number('requests')]
const seconds = number('seconds') || (requests > 0 ? 3600 : 5)
if (rate > 0) {
  const running: Promise<void>[] = []
  for (let i = 0; i < rate * seconds; i++) {
    const planned = start + (i * 1000) / rate
    await sleep(Math.max(0, planned - performance.now()))
    running.push(call(planned))
  }
  await Promise.all(running)
} else {
  const more = () => performance.now() - start < seconds * 1000 && (requests === 0 || counts.sent < requests)
  const loop = async () => {
    while (more()) await call(performance.now())
  }
  await Promise.all(Array.from({ length: number('connections') }, loop))
}
const took = (performance.now() - start) / 1000
const firsts = { first: first[0] ?? 0, first100: percentiles(Object.values(first)).p99 }
process.stdout.write(`${JSON.stringify({ ...counts, seconds: took, rps: counts.done / took, ...percentiles(delays), ...firsts })}\n`)
process.exit(0)
