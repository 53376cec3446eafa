import { spawn } from 'node:child_process'
import { StartError } from '../database/start-error.ts'
import { root } from './packages.mjs'
import type { Stopping } from './stopping.ts'

/** Runs a Node program of a package to its end, its output going to ours, and throws when it fails. */
export function runNode(script: string, args: string[], env: Record<string, string | undefined>, stopping: Stopping): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [script, ...args], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    stopping.add(() => void child.kill('SIGTERM'))
    child.on('error', fail)
    child.on('exit', (code) => {
      if (code === 0) done()
      else if (!stopping.stopped) fail(new StartError(`${args[0] ?? script} failed; its message is above.`))
    })
  })
}
