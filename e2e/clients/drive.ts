import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Command } from './client.ts'

export interface Ran {
  code: number | null
  output: string
}

const longest = 180_000

const plainEnvironment = (home: string): Record<string, string> => ({
  PATH: `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`,
  HOME: home,
  TMPDIR: join(home, 'tmp'),
  SHELL: '/bin/bash',
  LANG: 'C.UTF-8',
  NO_COLOR: '1',
  CI: '1',
})

/** Runs a client in `folder`, with nothing of our environment but the path to node and the system's programs. */
export function drive(program: string, { args, env, files = {} }: Command, home: string, folder: string): Promise<Ran> {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(home, path)), { recursive: true })
    writeFileSync(join(home, path), text)
  }
  mkdirSync(folder, { recursive: true })
  mkdirSync(join(home, 'tmp'), { recursive: true })
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: folder,
      detached: true, // It leads a group, so that what it has started can be ended with it.
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...plainEnvironment(home), ...env } as NodeJS.ProcessEnv, // Next wants a NODE_ENV in the type.
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (part: Buffer) => {
        output = (output + part).slice(-100_000)
      })
    }
    const end = () => {
      try {
        if (child.pid) process.kill(-child.pid, 'SIGKILL')
      } catch {
        // The group has ended by itself.
      }
    }
    const late = setTimeout(() => {
      output += `\n(ended by us after ${longest / 1000} s)`
      end()
    }, longest)
    process.once('exit', end)
    const done = (code: number | null) => {
      clearTimeout(late)
      process.off('exit', end)
      end()
      setTimeout(() => resolve({ code, output }), 100) // What it printed last may still be in the pipe.
    }
    child.once('error', (error) => {
      output += error.message
      done(null)
    })
    child.once('exit', done)
  })
}
