// This is the mock upstream for machines without a C compiler. upstream.c says what it does.
import { readFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    tick: { type: 'string', default: '50' },
    events: { type: 'string', default: '64' },
    answers: { type: 'string' },
  },
})
const [tick, events] = [Number(values.tick), Number(values.events)]
const counts = { requests: 0, finished: 0, aborted: 0 }
const base = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1_774_332_696, model: 'deepseek' }
const event = (chunk: object) => `data: ${JSON.stringify({ ...base, ...chunk })}\n\n`
const whole = JSON.stringify({
  ...base,
  object: 'chat.completion',
  choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'x'.repeat(1000) } }],
  usage: { prompt_tokens: 14, completion_tokens: 250, total_tokens: 264 },
})
const prepared = new Map(
  (values.answers ? ['embeddings', 'rerank'] : []).map((name) => [`/v1/${name}`, readFileSync(`${values.answers}/${name}.json`)]),
)
// The C tools use the same clock: monotonic microseconds.
const now = () => Number(process.hrtime.bigint() / 1000n)

function stream(response: ServerResponse) {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  let left = events
  const timer = setInterval(() => {
    if (left-- > 0)
      return void response.write(event({ choices: [{ index: 0, delta: { content: ' word' }, finish_reason: null }], t: now() }))
    clearInterval(timer)
    counts.finished++
    const usage = { prompt_tokens: 14, completion_tokens: events, total_tokens: events + 14 }
    response.end(`${event({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })}${event({ choices: [], usage })}data: [DONE]\n\n`)
  }, tick)
  response.on('close', () => {
    clearInterval(timer)
    if (!response.writableFinished) counts.aborted++
  })
}

const server = createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
  if (request.url === '/__stats') return void response.end(JSON.stringify(counts))
  let body = ''
  request
    .on('data', (part) => {
      body += part
    })
    .on('end', () => {
      counts.requests++
      if (body.includes('"stream":true')) return stream(response)
      counts.finished++
      const answer = prepared.get(request.url ?? '') ?? whole
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length }).end(answer)
    })
})
server.listen({ port: Number(values.port), host: '127.0.0.1', backlog: 4096 }, () =>
  process.stdout.write(`ready ${(server.address() as AddressInfo).port}\n`),
)
