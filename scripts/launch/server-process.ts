import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { StartError } from '../database/start-error.ts'
import { root } from './packages.mjs'

/** The port to serve on: a free one for 0, else the given one if it is free. */
export function usablePort(port: number, host: string, shared: boolean): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE')
        fail(
          new StartError(`Port ${port} on ${host} is in use by another program. Stop it, or set PORT to another one (0 takes a free one).`),
        )
      else if (error.code === 'EACCES')
        fail(new StartError(`Port ${port} needs more rights than this user has. Set PORT to one above 1023.`))
      else fail(new StartError(`Atrium cannot listen on ${host}:${port} (${error.code}). Check HOST and PORT.`))
    })
    server.listen({ port, host, reusePort: shared }, () => {
      const address = server.address()
      server.close(() => done(typeof address === 'object' && address ? address.port : port))
    })
  })
}

export interface Running {
  child: ChildProcess
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
}

const frugal = {
  // Otherwise glibc gives every thread an arena of its own, which costs 40 MiB.
  MALLOC_ARENA_MAX: '2',
  // The compile cache makes the next start faster, also for server.ts, whose types are stripped.
  NODE_COMPILE_CACHE: '.next/cache/node',
}

/** Node lets new objects grow to 100 MiB, and each collection of them then stops all calls for 12 ms and more. */
const smallNursery = '--max-semi-space-size=16'

/** V8 forgets compiled code that was not used for about 25 s. After such a pause a call would cost twice as much until it is compiled anew. */
const keptCode = '--no-flush-bytecode'

/**
 * V8 lets garbage among old objects grow until it has several times what is in use before it collects. With this it collects at 1.6 times:
 * under load the server keeps 410 MiB in place of 520 to 600.
 */
const littleGarbage = '--heap-growing-percent=60'

/**
 * Starts the server in a process group of its own, so that Ctrl-C in a terminal reaches only the launcher, which drains it. The server
 * notices over the channel when the launcher is killed.
 */
export function startServer(dev: boolean, env: Record<string, string>): Running {
  const parent = new URL('./parent.mjs', import.meta.url).href
  const args = dev
    ? ['--import', parent, 'node_modules/next/dist/bin/next', 'dev', '-p', env.PORT ?? '', '-H', env.HOST ?? '']
    : [smallNursery, keptCode, littleGarbage, 'server.ts']
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...frugal, ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: dev ? 'development' : 'production', ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    detached: true,
  })
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((done) => {
    child.on('exit', (code, signal) => done({ code, signal }))
    child.on('error', () => done({ code: 1, signal: null }))
  })
  return { child, ended }
}

export async function stopServer({ child, ended }: Running, hurry: boolean): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill(hurry ? 'SIGKILL' : 'SIGTERM')
  await ended
}

/** Resolves when the server says that it is ready; false when it ended instead. */
export async function whenReady(origin: string, running: Running): Promise<boolean> {
  let over = false
  void running.ended.then(() => {
    over = true
  })
  while (!over) {
    try {
      const answer = await fetch(`${origin}/api/health/ready`, { signal: AbortSignal.timeout(60_000) })
      await answer.arrayBuffer()
      if (answer.ok) return true
    } catch {
      // The server does not listen yet.
    }
    await new Promise((wait) => setTimeout(wait, 50))
  }
  return false
}
