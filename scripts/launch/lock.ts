import { createHash } from 'node:crypto'
import { rmSync, statSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The process that holds a data folder. */
export interface Holder {
  pid: number
  /** 'server', or the name of a command that uses the database for a moment. */
  what: string
}
export interface Lock {
  release(): Promise<void>
}

// A listening local socket is the lock: it ends with its process, even after kill -9. On Linux its name is not a file.
function addressOf(folder: string): string {
  const { dev, ino } = statSync(folder)
  const name = `atrium-${createHash('sha256').update(`${dev}:${ino}`).digest('hex').slice(0, 24)}`
  return process.platform === 'linux' ? `\0${name}` : join(tmpdir(), `${name}.sock`)
}

const listen = (server: Server, address: string) =>
  new Promise<void>((done, fail) => {
    server.once('error', fail)
    server.listen(address, done)
  })

/** The holder of the folder; undefined when there is none. */
export function holderOf(folder: string): Promise<Holder | undefined> {
  return new Promise((done) => {
    let text = ''
    const socket = connect(addressOf(folder))
    socket.setTimeout(2000, () => socket.destroy())
    socket.on('data', (part) => {
      text += part
    })
    socket.on('error', () => done(undefined))
    socket.on('close', () => {
      try {
        done(JSON.parse(text) as Holder)
      } catch {
        done(undefined)
      }
    })
  })
}

/** Takes the folder for this process, or returns its holder. */
export async function takeLock(folder: string, what: string): Promise<Lock | Holder> {
  const address = addressOf(folder)
  for (let tries = 0; ; tries++) {
    const server = createServer((socket) => {
      socket.on('error', () => undefined)
      socket.end(JSON.stringify({ pid: process.pid, what } satisfies Holder))
    })
    try {
      await listen(server, address)
      server.unref()
      return { release: () => new Promise((done) => server.close(() => done())) }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
      const holder = await holderOf(folder)
      if (holder) return holder
      if (tries > 20) return { pid: 0, what: 'server' }
      if (process.platform !== 'linux') rmSync(address, { force: true })
      await new Promise((wait) => setTimeout(wait, 100))
    }
  }
}

export const isLock = (taken: Lock | Holder): taken is Lock => 'release' in taken
