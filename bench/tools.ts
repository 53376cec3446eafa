import { execFile, execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const source = (name: string) => fileURLToPath(new URL(`tools/${name}`, import.meta.url))
const folder = fileURLToPath(new URL('../.cache/bench/', import.meta.url))

// BENCH_TOOLS=node chooses the tools in TypeScript on a machine that has a compiler, too.
const hasCompiler = (() => {
  if (process.env.BENCH_TOOLS === 'node') return false
  try {
    execFileSync('gcc', ['--version'], { stdio: 'ignore' })
    return process.platform === 'linux'
  } catch {
    return false
  }
})()

/** Stands in the results, because numbers of the two kinds of generator cannot be compared. */
export const toolKind = hasCompiler ? 'C' : 'Node'

/** Makes the command that runs a tool: the compiled one where there is a compiler, else the slower one in TypeScript. */
function command(tool: 'upstream' | 'load' | 'streams'): [string, ...string[]] {
  if (!hasCompiler) return [process.execPath, source(`${tool}.ts`)]
  const binary = `${folder}${tool}`
  const newest = Math.max(statSync(source(`${tool}.c`)).mtimeMs, statSync(source('common.h')).mtimeMs)
  if (!existsSync(binary) || statSync(binary).mtimeMs < newest) {
    mkdirSync(folder, { recursive: true })
    execFileSync('gcc', ['-O2', '-o', binary, source(`${tool}.c`)], { stdio: 'inherit' })
  }
  return [binary]
}

const flags = (options: object) => Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)])

export interface Started {
  port: number
  pid: number
  stop(): void
}

/** Starts a process that prints `ready PORT`. */
export function startReady(file: string, args: string[]): Promise<Started> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code}`)))
    child.stdout.on('data', (text: Buffer) => {
      const port = Number(/ready (\d+)/.exec(text.toString())?.[1])
      if (port) resolve({ port, pid: child.pid ?? 0, stop: () => child.kill() })
    })
  })
}

export function startUpstream(options: { tick: number; events: number; answers?: string }): Promise<Started> {
  const [file, ...args] = command('upstream')
  return startReady(file, [...args, ...flags(options)])
}

const run = promisify(execFile)

async function runTool<Result>(tool: 'load' | 'streams', options: object): Promise<Result> {
  const [file, ...args] = command(tool)
  const { stdout, stderr } = await run(file, [...args, ...flags(options)], { maxBuffer: 1 << 20 })
  if (stderr) process.stderr.write(stderr)
  return JSON.parse(stdout) as Result
}

export const startFlood = (): Promise<Started> => startReady(process.execPath, [source('flood.ts')])

export interface LoadResult {
  sent: number
  done: number
  failed: number
  broken: number
  seconds: number
  rps: number
  p50: number
  p90: number
  p99: number
  max: number
  /** Planned calls that could not leave in time. */
  missed: number
  /** Milliseconds: the call that was sent first, and the p99 of the first hundred. */
  first: number
  first100: number
}
export interface LoadOptions {
  port: number
  keys: string
  connections: number
  model?: string
  path?: string
  /** The file of every call's body; default a short chat. */
  body?: string
  seconds?: number
  rate?: number
  requests?: number
}
export const load = (options: LoadOptions) => runTool<LoadResult>('load', options)

export interface StreamsResult {
  ok: number
  bad: number
  unfinished: number
  usage: number
  events: number
  seconds: number
  p50: number
  p90: number
  p99: number
  max: number
  /** The p99 of what the way added to the gaps between events. */
  gap99: number
}
export const streams = (options: { port: number; keys: string; streams: number; ramp: number; limit: number }) =>
  runTool<StreamsResult>('streams', options)

export interface SlowReadersResult {
  /** Streams that were there at the end. */
  open: number
  bytes: number
}
export async function slowReaders(options: SlowReaders): Promise<SlowReadersResult> {
  const { stdout } = await run(process.execPath, [source('slow-readers.ts'), ...flags(options)])
  return JSON.parse(stdout) as SlowReadersResult
}
interface SlowReaders {
  port: number
  keys: string
  body: string
  readers: number
  seconds: number
}
