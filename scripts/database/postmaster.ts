// The server process of a folder, found by the file that PostgreSQL keeps in it.
import { readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'

export const answers = (port: number): Promise<boolean> =>
  new Promise((done) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      done(true)
    })
    socket.on('error', () => done(false))
  })

export function postmaster(folder: string): number | undefined {
  try {
    return Number(readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[0])
  } catch {
    return undefined
  }
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

export function isAlive(pid: number): boolean {
  if (!exists(pid)) return false
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres') // The number may belong to another program by now.
  } catch {
    return process.platform !== 'linux'
  }
}

/**
 * Removes the process number that a killed server left. PostgreSQL refuses to start while a process of that number exists: its own remains
 * that nobody has collected yet or, after a restart of a container, another program.
 */
export async function forgetDead(folder: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const pid = postmaster(folder)
    if (!pid || !exists(pid) || isAlive(pid)) return
    await new Promise((done) => setTimeout(done, 50))
  }
  rmSync(join(folder, 'postmaster.pid'), { force: true })
}

/** Whether a server of this folder answers. One that is starting or stopping is waited for. */
export async function isUp(folder: string, port: number): Promise<boolean> {
  for (let tries = 0; tries < 300; tries++) {
    const pid = postmaster(folder)
    if (!pid || !isAlive(pid)) return false
    if (await answers(port)) return true
    await new Promise((done) => setTimeout(done, 100))
  }
  return false
}

export async function stopByFile(folder: string): Promise<void> {
  const pid = postmaster(folder)
  if (!pid || !isAlive(pid)) return
  try {
    process.kill(pid, 'SIGINT')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
  while (postmaster(folder) === pid && isAlive(pid)) await new Promise((done) => setTimeout(done, 20))
}
