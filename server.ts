// This is the production server. It answers gateway paths straight from node:http and gives everything else to Next, in one process. It
// imports nothing of ours: Next's build hands the gateway over from instrumentation.ts, so that both doors share one compiled copy.
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, Server, type ServerResponse } from 'node:http'
import next from 'next'
import type { HandOver } from './lib/boot/hand-over'

const port = Number(process.env.PORT || 3000)
const hostname = process.env.HOST || '127.0.0.1'

// The reader of our output may have gone. Writing to a closed pipe must not end the process.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})

const handedOver = Promise.withResolvers<HandOver>()
Object.assign(globalThis, { atriumHandOver: handedOver })

// We keep connections longer than any usual proxy does, so that we never close one while a request is on its way. Node's own limit of five
// minutes for receiving a request would cut long uploads.
const server = createServer({
  keepAlive: true,
  keepAliveTimeout: 65_000,
  headersTimeout: 70_000,
  requestTimeout: 1_800_000,
  noDelay: true,
  // No request changes its protocol here. Java's clients offer h2c with each request, and such a request is answered like any other.
  shouldUpgradeCallback: () => false,
})
// The settings as the build has resolved them, handed over as Next's own standalone server does it. Otherwise Next compiles next.config.ts
// at each start, and the compilers (33 MiB) stay in memory.
const built = JSON.parse(readFileSync('.next/required-server-files.json', 'utf8')) as { config: object }
process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify(built.config)

// Next adds its own upgrade listener to the server that it is given. This server never listens, so that listener never runs.
const app = next({ dev: false, hostname, port, httpServer: new Server() })

// A failed start has to be caught here: Next swallows uncaught rejections, and the process would end with code 0.
const [door] = await Promise.all([handedOver.promise, app.prepare()]).catch((error: unknown) => {
  console.error(`Atrium could not start. ${error instanceof Error ? error.message : String(error)}`)
  process.exit(1)
})
const portal = app.getRequestHandler()

let running = 0
let draining = false
let idle: () => void = () => {}

/** Next answers a path that cannot be decoded with a bare 500. This takes such a percent sign as a literal one. */
function decodable(path: string): string {
  try {
    decodeURIComponent(path.replace(/\?.*/s, ''))
    return path
  } catch {
    return path.replace(/^[^?]*/, (way) => way.replaceAll('%', '%25'))
  }
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  if (request.url?.includes('%')) request.url = decodable(request.url)
  const path = request.url ?? '/'
  if (draining) {
    response.setHeader('connection', 'close')
    if (!path.startsWith('/api/health/')) {
      door.refuse(request, response)
      return
    }
  }
  running++
  response.on('close', () => {
    running--
    if (running === 0) idle()
  })
  if (door.serves(path)) {
    if (door.direct || !door.nextTakes(request.method)) {
      door.listener(request, response)
      return
    }
    // Next would redirect repeated slashes before it looks whose path it is.
    request.url = path.replace(/^[^?]*/, (way) => way.replace(/\/{2,}/g, '/'))
  }
  door.fitForNext(request)
  void portal(request, response)
}

server.on('request', answer)
server.on('connect', (_, socket) => door.refuseUnread({ code: 'HPE_INVALID_METHOD' }, socket))
server.on('clientError', (error, socket) => door.refuseUnread(error, socket))
server.on('checkContinue', (request, response) => {
  response.writeContinue()
  answer(request, response)
})
server.on('error', (error) => {
  console.error(`Atrium cannot listen on ${hostname}:${port}: ${error.message}`)
  process.exit(1)
})
server.listen({ port, host: hostname, reusePort: door.sharedPort, backlog: 4096 })

/** Refuses new calls, waits for running ones, writes what is not written yet, and exits with 0. */
async function drain(seconds: number): Promise<void> {
  if (draining) return
  draining = true
  door.drainBegins()
  // Where other processes share the port, new connections should go to them. Alone we keep listening and tell callers when to come back.
  if (door.sharedPort) server.close()
  server.closeIdleConnections()
  const late = new Promise<void>((done) => setTimeout(done, seconds * 1000))
  const ended = new Promise<void>((done) => {
    idle = done
    if (running === 0) done()
  })
  await Promise.race([Promise.all([ended, door.backgroundEnded()]), late])
  server.close()
  server.closeAllConnections()
  await door.finish()
  process.exit(0)
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void drain(door.drainSeconds()))
// The channel closes when the launcher is killed. Its successor may start on the same port and database at once, so we end without delay.
process.on('disconnect', () => void drain(0))
process.channel?.unref()
