import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))
export const admin = { username: 'owner', password: 'owner-password-of-the-stand' }

// The tests' NODE_ENV must not reach the server, since a person who types npm start has none.
const environment = { ...process.env }
Reflect.deleteProperty(environment, 'NODE_ENV')

export interface AtriumOptions {
  door?: 'direct' | 'routes'
  /** Without one operators may change the catalog. */
  catalog?: object
  /** A folder that is kept between two starts. Without it a new temporary folder is used. */
  dataDir?: string
  env?: Record<string, string>
}

export type Killed = 'server' | 'launcher' | 'database'

export interface Atrium {
  url: string
  pid: number
  dataDir: string
  databaseUrl: string
  /** Everything that it has printed so far. */
  output(): string
  /** Stops it as Ctrl-C does, and resolves to the exit code. */
  stop(): Promise<number | null>
  /** Kills (kill -9) the server alone, the launcher too, or also the database. Resolves when everything that ends with it is gone. */
  kill(what: Killed): Promise<void>
}

/** The ids of a process and of all below it. */
function descendants(pid: number): { pid: number; name: string }[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
        const end = stat.lastIndexOf(')')
        return [{ pid: Number(name), name: stat.slice(stat.indexOf('(') + 1, end), parent: Number(stat.slice(end + 4).split(' ')[0]) }]
      } catch {
        return [] // It has ended meanwhile.
      }
    })
  const found = [pid]
  for (const id of found) found.push(...parents.filter((p) => p.parent === id).map((p) => p.pid))
  return parents.filter((p) => found.includes(p.pid))
}

function end(pid: number) {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It is gone already.
  }
}

const isServer = (pid: number): boolean => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('server.ts')
  } catch {
    return false
  }
}

export function databaseUrlOf(dataDir: string, outside?: string): string {
  if (outside) return outside
  const { password, port } = JSON.parse(readFileSync(join(dataDir, 'postgres.json'), 'utf8'))
  return `postgresql://postgres:${password}@127.0.0.1:${port}/atrium`
}

function whenReady(child: ChildProcess, output: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`Atrium did not start:\n${output()}`)), 500_000)
    child.stdout?.on('data', () => {
      const url = /Atrium is ready at (http:\S+)/.exec(output())?.[1]
      if (!url) return
      clearTimeout(late)
      resolve(url)
    })
    child.once('exit', (code) => {
      clearTimeout(late)
      reject(new Error(`Atrium ended with ${code}:\n${output()}`))
    })
  })
}

/** Starts the production server as `npm start` does, on a free port. */
export async function startAtrium(options: AtriumOptions = {}): Promise<Atrium> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'atrium-stand-')))
  const catalogFile = join(tmpdir(), `atrium-catalog-${process.pid}-${Math.random().toString(36).slice(2)}.json`)
  if (options.catalog) writeFileSync(catalogFile, JSON.stringify(options.catalog))
  const child = spawn(process.execPath, [join(root, 'scripts/start.mjs')], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...environment,
      PORT: '0',
      HOST: '127.0.0.1',
      DATA_DIR: dataDir,
      ...(options.catalog && { CATALOG_FILE: catalogFile }),
      ADMIN_USERNAME: admin.username,
      ADMIN_PASSWORD: admin.password,
      GATEWAY_DOOR: options.door ?? 'direct',
      LOG_LEVEL: 'warn',
      ...options.env,
    },
  })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (part: Buffer) => {
      printed = (printed + part).slice(-8_000_000)
    })
  }
  const pid = child.pid ?? 0
  const ended = new Promise<number | null>((done) => child.once('exit', done))
  const url = await whenReady(child, () => printed)
  return {
    url,
    pid,
    dataDir,
    databaseUrl: databaseUrlOf(dataDir, options.env?.DATABASE_URL),
    output: () => printed,
    async stop() {
      child.kill('SIGTERM')
      const late = setTimeout(() => {
        for (const process of descendants(pid)) end(process.pid)
      }, 60_000)
      const code = await ended
      clearTimeout(late)
      return code
    },
    async kill(what) {
      const postmaster = join(dataDir, 'postgres/postmaster.pid')
      const ours = descendants(pid).filter(({ name }) => !name.startsWith('postgres') && name !== 'unshare')
      for (const process of ours) if (what !== 'server' || isServer(process.pid)) end(process.pid)
      if (what === 'database' && existsSync(postmaster)) end(Number(readFileSync(postmaster, 'utf8').split('\n')[0]))
      await ended
      await sleep(50)
    },
  }
}

/** What the server's process has mapped, by Linux's account of it. */
export const mappedBy = ({ pid }: Pick<Atrium, 'pid'>): string =>
  readFileSync(`/proc/${descendants(pid).find((process) => isServer(process.pid))?.pid}/maps`, 'utf8')

export const removeData = (dataDir: string): Promise<void> => rm(dataDir, { recursive: true, force: true })

export interface Ran {
  code: number | null
  output: string
}

/** Runs one of the project's scripts beside a running server, as an operator would. */
export function runScript(script: string, atrium: Pick<Atrium, 'dataDir'>, env: Record<string, string> = {}): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn('npm', ['run', '--silent', script], {
      cwd: root,
      env: { ...environment, DATA_DIR: atrium.dataDir, ...env },
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (part: Buffer) => {
        output += part
      })
    }
    child.once('close', (code) => resolve({ code, output }))
  })
}
