// This proxy does the least that a gateway can do: it parses the JSON, replaces the model, writes the JSON anew, and
// relays the answer, without keys, limits or money. Everything that Atrium does is measured against it.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parseArgs } from 'node:util'
import { Pool } from 'undici'

const { values } = parseArgs({ options: { upstream: { type: 'string', default: '' } } })
const pool = new Pool(values.upstream, { connections: 2048, pipelining: 1, headersTimeout: 0, bodyTimeout: 0 })

async function relay(request: IncomingMessage, response: ServerResponse, parts: Buffer[]) {
  const body = JSON.parse(Buffer.concat(parts).toString())
  body.model = 'deepseek'
  const answer = await pool.request({
    method: 'POST',
    path: request.url ?? '/',
    headers: { 'content-type': 'application/json', authorization: 'Bearer upstream' },
    body: JSON.stringify(body),
  })
  if (body.stream !== true) {
    const whole = await answer.body.json()
    ;(whole as { model: string }).model = 'bench'
    const text = JSON.stringify(whole)
    response.writeHead(answer.statusCode, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
    response.end(text)
    return
  }
  response.writeHead(answer.statusCode, { 'content-type': 'text/event-stream' })
  answer.body
    .on('data', (part: Buffer) => {
      if (!response.write(part)) answer.body.pause()
    })
    .on('end', () => response.end())
    .on('error', () => response.destroy())
  response.on('drain', () => answer.body.resume()).on('close', () => answer.body.destroy())
}

const server = createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
  const parts: Buffer[] = []
  request.on('data', (part: Buffer) => parts.push(part)).on('end', () => relay(request, response, parts).catch(() => response.destroy()))
})
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => {
  process.stdout.write(`ready ${(server.address() as AddressInfo).port}\n`)
})
