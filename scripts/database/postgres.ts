// The embedded database: a real PostgreSQL (binaries from npm) as a child of this process.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { type Owner, ownEnvironment, postgresBinaries, withoutRoot } from './binaries.ts'
import { answers, forgetDead, isAlive, isUp, postmaster, stopByFile } from './postmaster.ts'
import { StartError } from './start-error.ts'

/** What has to be known of a database between two starts. */
interface Note {
  password: string
  port: number
}

type Places = ReturnType<typeof placesIn>

/** A folder with a database, and what stands beside it. */
function placesIn(dataDir: string) {
  const root = resolve(dataDir)
  return { root, folder: join(root, 'postgres'), notes: join(root, 'postgres.json'), logFile: join(root, 'postgres.log') }
}

const addressOf = ({ password, port }: Note, database: string) => `postgresql://postgres:${password}@127.0.0.1:${port}/${database}`

interface Started {
  url: string
  /** It ran already. */
  reused: boolean
  /** Resolves when the server has ended. */
  ended?: Promise<unknown>
  stop(): Promise<unknown>
}

/** Starts the database in `dataDir`, or finds it running. `settings` are further `-c` options, e.g. `fsync=off` for tests. */
export async function startPostgres(
  dataDir: string,
  { database = 'atrium', settings = [] }: { database?: string; settings?: string[] } = {},
): Promise<Started> {
  const places = placesIn(dataDir)
  const { root, folder, notes } = places
  const bin = postgresBinaries()
  mkdirSync(root, { recursive: true, mode: 0o711 })
  const { prefix, options } = withoutRoot()
  // PostgreSQL gets a process group of its own. Ctrl-C in a terminal must not reach it before the server is done with it.
  const run: Run = (command, args, errors = 'pipe') => {
    const [program = '', ...rest] = [...prefix, join(bin, command), ...args]
    return spawn(program, rest, { ...options, detached: true, stdio: ['ignore', 'ignore', errors], env: ownEnvironment() })
  }
  const exists = existsSync(join(folder, 'PG_VERSION'))
  let note = existsSync(notes) ? (JSON.parse(readFileSync(notes, 'utf8')) as Note) : undefined
  if (exists) checkMajor(folder, bin)
  const stop = () => stopByFile(folder)
  if (note && (await isUp(folder, note.port))) {
    await ready(addressOf(note, 'postgres'), database)
    return { url: addressOf(note, database), reused: true, stop }
  }
  if (!exists) note = await createIn(places, run, options)
  await forgetDead(folder)
  if (!note) throw new StartError(`${notes} is missing: it holds the password of the database beside it.`)
  note.port = await freePort()
  writeFileSync(notes, JSON.stringify(note), { mode: 0o600 })
  const server = serve(places, run, note.port, [...flags, ...settings])
  await ready(addressOf(note, 'postgres'), database, server.check)
  const ended = server.ended()
  return { url: addressOf(note, database), reused: false, ended, stop: () => stop().then(() => ended) }
}

/** The address of the database in `dataDir` if it is running and answers. */
export async function runningPostgres(dataDir: string, database = 'atrium'): Promise<string | undefined> {
  const { folder, notes } = placesIn(dataDir)
  try {
    const note = JSON.parse(readFileSync(notes, 'utf8')) as Note
    const pid = postmaster(folder)
    return pid && isAlive(pid) && (await answers(note.port)) ? addressOf(note, database) : undefined
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

const flags = [
  'listen_addresses=127.0.0.1',
  'max_connections=100',
  'shared_buffers=128MB',
  // PostgreSQL tells the sender why a statement failed. In the log file the same words would leave rows, prompts among them.
  'log_min_messages=log',
  'log_error_verbosity=terse',
  'log_min_error_statement=panic',
  'wal_compression=on',
  'max_wal_size=1GB',
]

/** Starts one of PostgreSQL's programs. `errors`: a file for what it says, or a pipe. */
type Run = (command: string, args: string[], errors?: number | 'pipe') => ChildProcess

/** Not the port that the server is going to listen on, which may be free until then. */
const freePort = (): Promise<number> =>
  new Promise((done, fail) => {
    const server = createServer()
    server.once('error', fail)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => done(String(port) === process.env.PORT ? freePort() : port))
    })
  })

const ending = (child: ChildProcess): Promise<number | null> => new Promise((done) => child.once('close', done))

const failure = (what: string, said: string): string =>
  /no space left/i.test(said) ? `${what}: the disk is full. Free some space and start again.` : `${what}: ${said.trim().slice(-2000)}`

async function initialise(run: Run, folder: string, owner: Owner): Promise<string> {
  const password = randomBytes(18).toString('base64url')
  const passwordFile = join(folder, '..', `.password-${process.pid}`)
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (owner.uid !== undefined) chownSync(passwordFile, owner.uid, owner.gid)
  try {
    const child = run(
      'initdb',
      [
        ['-D', folder, '-U', 'postgres', '-A', 'scram-sha-256', '--pwfile', passwordFile],
        ['-E', 'UTF8', '--locale-provider=builtin', '--locale=C.UTF-8', '--no-instructions'],
      ].flat(),
    )
    let errors = ''
    child.stderr?.on('data', (part) => {
      errors += part
    })
    if ((await ending(child)) !== 0) throw new StartError(failure(`The database could not be created in ${folder}`, errors))
  } finally {
    rmSync(passwordFile, { force: true })
  }
  return password
}

function checkMajor(folder: string, bin: string) {
  const found = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim()
  const ours = /(\d+)\./.exec(spawnSync(join(bin, 'postgres'), ['--version'], { encoding: 'utf8' }).stdout)?.[1]
  if (ours && found !== ours)
    throw new StartError(
      `${folder} belongs to PostgreSQL ${found}, this version brings PostgreSQL ${ours}. Start the version of Atrium that made it, run "npm run backup -- FILE", then start this one on an empty DATA_DIR and run "npm run restore -- FILE".`,
    )
}

/** The folder has another name until it is complete, so that an interrupted creation does not look like a database. */
async function createIn({ root, folder, notes }: Places, run: Run, owner: Owner): Promise<Note> {
  for (const left of readdirSync(root).filter((name) => name.startsWith('postgres.new-')))
    rmSync(join(root, left), { recursive: true, force: true })
  const fresh = `${folder}.new-${process.pid}`
  mkdirSync(fresh, { mode: 0o700 })
  if (owner.uid !== undefined) chownSync(fresh, owner.uid, owner.gid)
  const note = { password: await initialise(run, fresh, owner), port: 0 }
  writeFileSync(notes, JSON.stringify(note), { mode: 0o600, flush: true })
  rmSync(folder, { recursive: true, force: true })
  renameSync(fresh, folder)
  return note
}

/** Starts the server, and once more by `check` while the remains of a killed one are in its way. */
function serve({ folder, logFile }: Places, run: Run, port: number, settings: string[]) {
  let over = false
  let ended: Promise<void>
  const start = () => {
    over = false
    const log = openSync(logFile, 'w', 0o600)
    const options = settings.flatMap((setting) => ['-c', setting])
    const child = run('postgres', ['-D', folder, '-p', String(port), '-k', '', ...options], log)
    closeSync(log)
    ended = ending(child).then(() => {
      over = true
    })
  }
  start()
  // Such remains take a moment to end. Until then the folder counts as in use.
  const patience = Date.now() + 20_000
  return {
    ended: () => ended,
    check() {
      if (!over) return
      const said = readFileSync(logFile, 'utf8').trim()
      if (!/already exists|still in use/.test(said) || Date.now() > patience)
        throw new StartError(`PostgreSQL did not start: ${said.slice(-2000)}`)
      start()
    },
  }
}

async function ready(url: string, database: string, check = () => {}): Promise<void> {
  const { default: pg } = await import('pg')
  for (let tries = 0; ; tries++) {
    check()
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      const found = await client.query('select 1 from pg_database where datname = $1', [database])
      if (found.rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(database)}`)
      return
    } catch (error) {
      if (tries > 600) throw error
      await new Promise((done) => setTimeout(done, 50))
    } finally {
      await client.end().catch(() => {})
    }
  }
}
