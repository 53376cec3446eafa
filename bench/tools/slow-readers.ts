// These clients read streams at `--rate` bytes a second each, for `--seconds`, and then leave. It prints one line of JSON: how many streams
// were still there at the end.
import { readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'

const names = { port: '0', keys: '', body: '', readers: '200', rate: '1024', seconds: '30' }
const options = Object.fromEntries(Object.entries(names).map(([name, value]) => [name, { type: 'string' as const, default: value }]))
const values = parseArgs({ options }).values as typeof names
const keys = readFileSync(values.keys, 'utf8').split('\n').filter(Boolean)
const body = readFileSync(values.body)

function open(at: number): Socket {
  const socket = connect({ port: Number(values.port), host: '127.0.0.1', noDelay: true })
  const head = ['POST /v1/chat/completions HTTP/1.1', 'host: 127.0.0.1', 'content-type: application/json']
  socket.write(`${[...head, `authorization: Bearer ${keys[at % keys.length]}`, `content-length: ${body.length}`].join('\r\n')}\r\n\r\n`)
  socket.write(body)
  socket.on('error', () => {})
  return socket
}

/** So that the socket is read on, its own buffer has to be emptied. */
const readSome = (socket: Socket): number => {
  const read: Buffer | null = socket.read(Number(values.rate)) ?? socket.read()
  return read?.length ?? 0
}

const sockets = Array.from({ length: Number(values.readers) }, (_, at) => open(at))
const heads = new Map<Socket, string>()
for (const socket of sockets) socket.once('readable', () => heads.set(socket, socket.read(12)?.toString() ?? ''))
let bytes = 0
for (let second = 0; second < Number(values.seconds); second++) {
  await sleep(1000)
  for (const socket of sockets) bytes += readSome(socket)
}
const there = sockets.filter((socket) => !socket.destroyed && !socket.readableEnded && heads.get(socket) === 'HTTP/1.1 200')
process.stdout.write(`${JSON.stringify({ open: there.length, bytes })}\n`)
process.exit(0)
