// This upstream streams as fast as it is read, until `--bytes` are out: what a reader does not take has to wait somewhere. Most of an event
// is padding, as OpenAI sends it, so that counting the tokens of all that the kernel's buffers take is not the whole work.
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parseArgs } from 'node:util'

const { values } = parseArgs({ options: { bytes: { type: 'string', default: String(20_000_000) } } })
const base = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1_774_332_696, model: 'deepseek' }
const choice = { index: 0, delta: { content: ' and the quick brown fox jumps over the lazy dog' }, finish_reason: null }
const event = `data: ${JSON.stringify({ ...base, choices: [choice], obfuscation: 'x'.repeat(800) })}\n\n`
const last = `data: ${JSON.stringify({ ...base, choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })}\n\ndata: [DONE]\n\n`

function stream(response: ServerResponse) {
  let left = Math.ceil(Number(values.bytes) / event.length)
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  const go = () => {
    while (left-- > 0) if (!response.write(event)) return
    response.off('drain', go).end(last)
  }
  response.on('drain', go)
  go()
}

const server = createServer((request, response) => request.on('end', () => stream(response)).resume())
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () =>
  process.stdout.write(`ready ${(server.address() as AddressInfo).port}\n`),
)
