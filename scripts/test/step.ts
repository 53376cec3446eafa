import { spawn } from 'node:child_process'
import { root } from '../launch/packages.mjs'

export interface Total {
  passed: number
  failed: number
}

const seconds = (since: number) => `${((Date.now() - since) / 1000).toFixed(0)} s`

/** Runs one program with its output passing through, and resolves to its exit code. */
export function runProgram(args: string[], env: Record<string, string> = {}): Promise<number> {
  return new Promise((done) => {
    const [program = '', ...rest] = args
    const child = spawn(program, rest, { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'inherit', 'inherit'] })
    const stop = () => child.kill('SIGTERM')
    process.once('SIGTERM', stop)
    process.once('SIGINT', stop)
    child.on('error', (error) => {
      console.error(`${program}: ${error.message}`)
      done(1)
    })
    child.on('exit', (code) => {
      process.off('SIGTERM', stop)
      process.off('SIGINT', stop)
      done(code ?? 1)
    })
  })
}

/** Prints the step's name, runs it, prints the result, and adds the total. */
export async function step(name: string, totals: Total[], work: () => Promise<Total>): Promise<boolean> {
  const began = Date.now()
  console.log(`\n── ${name}`)
  const total = await work().catch((error: unknown) => {
    console.error(error)
    return { passed: 0, failed: 1 }
  })
  totals.push(total)
  console.log(`── ${name}: ${total.failed > 0 ? `${total.failed} FAILED` : 'passed'} in ${seconds(began)}`)
  return total.failed === 0
}

/** A check that either passes or fails counts as one test. */
export const checkStep = async (...args: string[]): Promise<Total> =>
  (await runProgram(args)) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
