import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Whether the machine has a redis-server. Where it has none, tests that need one are skipped and say so in their names. */
export const hasRedis = spawnSync('redis-server', ['--version']).status === 0

export interface TestRedis {
  url: string
  /** Leaves the connections open, and answers nothing. */
  pause(): void
  resume(): void
  kill(): Promise<void>
  /** Starts it again on the same port, empty. */
  restart(): Promise<void>
}

const freePort = (): Promise<number> =>
  new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })

async function listens(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const open = await new Promise<boolean>((done) => {
      const socket = connect(port, '127.0.0.1', () => done(true)).on('error', () => done(false))
      setTimeout(() => socket.destroy(), 50).unref()
    })
    if (open) return
    await new Promise((done) => setTimeout(done, 25))
  }
  throw new Error('redis-server does not listen')
}

/** A Redis of the test's own, on a free port, without files. */
export async function startRedis(): Promise<TestRedis> {
  const port = await freePort()
  let server: ChildProcess
  const start = async () => {
    const folder = mkdtempSync(join(tmpdir(), 'atrium-redis-'))
    server = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder], { stdio: 'ignore' })
    server.on('exit', () => rmSync(folder, { recursive: true, force: true }))
    await listens(port)
  }
  await start()
  process.on('exit', () => server.kill('SIGKILL'))
  return {
    url: `redis://127.0.0.1:${port}`,
    pause: () => void server.kill('SIGSTOP'),
    resume: () => void server.kill('SIGCONT'),
    kill: async () => {
      if (server.exitCode !== null || server.signalCode !== null) return
      const gone = new Promise((done) => server.once('exit', done))
      server.kill('SIGKILL')
      await gone
    },
    restart: start,
  }
}
