import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mappedBy, removeData, root, runScript, startAtrium } from './atrium.ts'
import { chat } from './call.ts'
import { within } from './portal.ts'
import { type Stand, startStand } from './stand.ts'

/** Starts the launcher where it is expected to refuse, and returns what it printed. */
function start(env: Record<string, string>): Promise<{ code: number | null; output: string }> {
  const environment = { ...process.env, PORT: '0', LOG_LEVEL: 'error', ...env }
  Reflect.deleteProperty(environment, 'NODE_ENV')
  return new Promise((done) => {
    const child = spawn(process.execPath, [join(root, 'scripts/start.mjs')], { cwd: root, env: environment })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (part: Buffer) => {
        output += part
        if (output.includes('Atrium is ready')) child.kill('SIGTERM')
      })
    }
    child.once('close', (code) => done({ code, output }))
  })
}

function backup(dataDir: string, file: string): Promise<{ code: number | null; output: string }> {
  return new Promise((done) => {
    const env = { ...process.env, DATA_DIR: dataDir }
    const child = spawn(process.execPath, [join(root, 'scripts/run.mjs'), 'backup', file], { cwd: root, env })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (output += part))
    child.once('close', (code) => done({ code, output }))
  })
}

const folders: string[] = []
const newFolder = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'atrium 启动 '))
  folders.push(folder)
  return folder
}
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))))

describe('a running Atrium', () => {
  let stand: Stand
  beforeAll(async () => {
    stand = await startStand({ models: ['plain', 'slow-250x40'], dataDir: await newFolder() })
  })
  afterAll(() => stand.upstream.close())

  test('is the only one on its data folder: a second launcher is refused with a sentence', async () => {
    const { code, output } = await start({ DATA_DIR: stand.atrium.dataDir })
    expect(code).toBe(1)
    expect(output).toMatch(/Atrium is already running on .*启动.* \(process \d+\)\. Stop that one first, or set DATA_DIR/)
  })

  test.runIf(process.platform === 'linux')('keeps none of the compilers in memory that built it', () => {
    const mapped = mappedBy(stand.atrium)
    expect(mapped).toContain('libc.so')
    expect(mapped).not.toMatch(/swc|lightningcss|typescript/)
  })

  test('is backed up and its books verified while it runs', async () => {
    const file = join(await newFolder(), 'backup.atrium')
    const person = await stand.person()
    await chat({ url: stand.atrium.url, secret: person.secret, model: 'plain' })
    expect(await runScript('ledger:verify', stand.atrium)).toMatchObject({ code: 0, output: expect.stringContaining('The books balance.') })
    expect(await backup(stand.atrium.dataDir, file)).toMatchObject({ code: 0 })
    expect(existsSync(file)).toBe(true)
    const again = await backup(stand.atrium.dataDir, file)
    expect(again).toMatchObject({ code: 1, output: expect.stringContaining('is there already. Name a new file.') })
    const nowhere = await backup(stand.atrium.dataDir, join(file, 'none', 'backup.atrium'))
    expect(nowhere).toMatchObject({ code: 1, output: expect.stringMatching(/^There is no folder .*none\./) })
  })

  test('refuses WebSockets on gateway paths with 426, upon which clients fall back to HTTP', async () => {
    const { port } = new URL(stand.atrium.url)
    const { connect } = await import('node:net')
    const said = await new Promise<string>((done) => {
      const socket = connect(Number(port), '127.0.0.1')
      socket.end(
        'GET /v1/responses HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-key: eA==\r\nsec-websocket-version: 13\r\n\r\n',
      )
      let text = ''
      socket.on('data', (part) => {
        text += part
      })
      socket.on('close', () => done(text))
    })
    expect(said).toMatch(/^HTTP\/1\.1 426 /)
  })

  test('asked to stop, lets a running stream finish, sends new calls away, and ends with 0', async () => {
    const { secret } = await stand.person()
    const { url } = stand.atrium
    const stream = chat({ url, secret, model: 'slow-250x40', stream: true, id: 'running' })
    await within(10_000, async () => stand.upstream.callsOf('running').length > 0)
    const stopped = stand.atrium.stop()
    // A request may meet the closing of idle connections. It has no answer then and is repeated.
    const status = () =>
      fetch(`${url}/api/health/ready`).then(
        (answer) => answer.status,
        () => 0,
      )
    await within(5000, async () => (await status()) === 503)
    const refused = await chat({ url, secret, model: 'plain' })
    expect(refused.status).toBe(503)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(refused.error?.code).toBe('draining')
    expect((await fetch(`${url}/api/health/live`)).status).toBe(200)
    expect(await stream).toMatchObject({ status: 200, pieces: 40, done: true })
    expect(await stopped).toBe(0)
  })

  test('does not start on this data with another secret key', async () => {
    const { dataDir } = stand.atrium
    const given = await start({ DATA_DIR: dataDir, SECRET_KEY: randomBytes(32).toString('base64') })
    expect(given).toMatchObject({ code: 1, output: expect.stringContaining('another SECRET_KEY than the one in SECRET_KEY') })
    const file = join(dataDir, 'secret.key')
    renameSync(file, `${file}.kept`)
    const lost = await start({ DATA_DIR: dataDir })
    expect(lost).toMatchObject({ code: 1, output: expect.stringContaining(`another SECRET_KEY than the one in ${file}`) })
    renameSync(`${file}.kept`, file)
  })

  test('killed with all that it started, starts again on the same data', async () => {
    const { dataDir } = stand.atrium
    for (const what of ['launcher', 'database'] as const) {
      const atrium = await startAtrium({ catalog: {}, dataDir })
      await atrium.kill(what)
    }
    const again = await startAtrium({ catalog: {}, dataDir })
    expect((await fetch(`${again.url}/api/health/ready`)).status).toBe(200)
    expect(await again.stop()).toBe(0)
  })

  test('does not start on the data of another PostgreSQL, and says the way out', async () => {
    const file = join(stand.atrium.dataDir, 'postgres/PG_VERSION')
    const kept = readFileSync(file)
    writeFileSync(file, '15\n')
    const { code, output } = await start({ DATA_DIR: stand.atrium.dataDir })
    expect(code).toBe(1)
    expect(output).toMatch(/belongs to PostgreSQL 15.*npm run backup.*npm run restore/)
    writeFileSync(file, kept)
    await removeData(stand.atrium.dataDir)
  })
})

describe('a start that cannot be', () => {
  test.each([
    ['a variable that makes no sense', { PORT: 'eighty' }, /The environment is not valid\. PORT: /],
    ['a data folder that is a file', { DATA_DIR: join(root, 'package.json') }, /DATA_DIR \(.*\) is not a folder/],
    ['a data folder where nothing can be written', { DATA_DIR: '/proc/atrium' }, /DATA_DIR \(\/proc\/atrium\) cannot be written/],
    [
      'an outside database that does not answer',
      { DATABASE_URL: 'postgresql://x:y@127.0.0.1:9/none' },
      /The PostgreSQL of DATABASE_URL \(127\.0\.0\.1:9\) cannot be used/,
    ],
    ['a secret key that is none', { SECRET_KEY: 'abc' }, /SECRET_KEY: must be 32 bytes in base64/],
  ])('ends with a sentence: %s', async (_, env, said) => {
    const folder = await newFolder()
    const { code, output } = await start({ DATA_DIR: folder, ...env })
    expect(code).toBe(1)
    expect(output).toMatch(said)
    expect(output).not.toMatch(/\n\s+at /)
  })

  test('ends with a sentence: a port that another program has', async () => {
    const server = createServer()
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const address = server.address()
    const port = String(typeof address === 'object' ? address?.port : 0)
    const { code, output } = await start({ DATA_DIR: await newFolder(), PORT: port })
    expect(code).toBe(1)
    expect(output).toContain(`Port ${port} on 127.0.0.1 is in use by another program.`)
    server.close()
  })

  test('ends with a sentence: a catalog file that is wrong', async () => {
    const folder = await newFolder()
    writeFileSync(join(folder, 'catalog.yaml'), 'models:\n  - id: x\n    mode: chatt\n')
    const { code, output } = await start({ DATA_DIR: folder, CATALOG_FILE: join(folder, 'catalog.yaml') })
    expect(code).toBe(1)
    expect(output).toContain('The catalog file is wrong and nothing was changed.')
    expect(output).toContain('line 3, models[0].mode')
  })
})

test('the first start prints a one-time link to the set-up, and a later one a new link, until there is an owner', async () => {
  const folder = await newFolder()
  const linkIn = (output: string) => /(http:\S+\/setup\?token=\S+)/.exec(output)?.[1]
  const first = await start({ DATA_DIR: folder })
  expect(first.code).toBe(0)
  expect(linkIn(first.output)).toBeDefined()
  const second = await start({ DATA_DIR: folder, ADMIN_USERNAME: 'owner', ADMIN_PASSWORD: 'a-long-password-1' })
  expect(linkIn(second.output)).toBeUndefined()
})

test('a month of demo data is made beside no server too, once, and its books balance', async () => {
  const dataDir = await newFolder()
  const made = await runScript('demo', { dataDir })
  expect(made).toMatchObject({
    code: 0,
    output: expect.stringMatching(/Sign in as admin \(owner\) or \S+, password of all demo users: \S+/),
  })
  expect(await runScript('demo', { dataDir })).toMatchObject({ code: 0, output: expect.stringContaining('is there already') })
  expect(await runScript('ledger:verify', { dataDir })).toMatchObject({ code: 0, output: expect.stringContaining('The books balance.') })
})
