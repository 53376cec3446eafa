// This is the stream client for machines without a C compiler. streams.c says what it does.
import { setTimeout as sleep } from 'node:timers/promises'
import { client, percentiles } from './clients.ts'

const { number, pool: poolOf, request } = client({ streams: '1000', ramp: '1000', limit: '60' })
const count = number('streams')
const pool = poolOf(count)
const delays: number[] = []
const gaps: number[] = []
const counts = { ok: 0, bad: 0, usage: 0, events: 0 }
const body = { stream: true, stream_options: { include_usage: true }, max_tokens: 256, messages: [{ role: 'user', content: 'hello' }] }

async function read() {
  try {
    const answer = await request(pool, body)
    let text = ''
    let done = false
    let last: number | undefined
    for await (const part of answer.body) {
      const now = Number(process.hrtime.bigint() / 1000n)
      text += part
      const end = text.lastIndexOf('\n\n')
      if (end < 0) continue
      const events = text.slice(0, end)
      text = text.slice(end)
      for (const [, stamp] of events.matchAll(/"t":(\d+)/g)) {
        const delay = (now - Number(stamp)) / 1000
        delays.push(delay)
        if (last !== undefined) gaps.push(Math.max(0, delay - last))
        last = delay
      }
      if (events.includes('"usage":{')) counts.usage++
      done ||= events.includes('[DONE]')
    }
    counts[done && answer.statusCode === 200 ? 'ok' : 'bad']++
  } catch {
    counts.bad++
  }
}

const start = performance.now()
const running = Array.from({ length: count }, async (_, i) => {
  await sleep((number('ramp') * i) / count)
  await read()
})
await Promise.race([Promise.all(running), sleep(number('limit') * 1000)])
counts.events = delays.length
const unfinished = count - counts.ok - counts.bad
const times = { seconds: (performance.now() - start) / 1000, ...percentiles(delays), gap99: percentiles(gaps).p99 }
process.stdout.write(`${JSON.stringify({ ...counts, unfinished, ...times })}\n`)
process.exit(0)
