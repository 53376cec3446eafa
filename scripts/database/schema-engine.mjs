#!/usr/bin/env node
// Replaces Prisma's native schema engine, which would have to be downloaded. It speaks the same JSON-RPC on standard input and output,
// answered by the WASM build from npm. Prisma finds it through PRISMA_SCHEMA_ENGINE_BINARY.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import pg from 'pg'

const { datamodels, datasource, command } = readArguments(process.argv.slice(2))
const report = (message, code) =>
  process.stderr.write(`\n${JSON.stringify({ level: 'ERROR', target: 'schema_engine::logger', fields: { error_code: code, message } })}\n`)

if (command) await runCommand(command)
else serve()

function readArguments(args) {
  if (args.includes('--version')) {
    console.log('schema-engine-wasm')
    process.exit(0)
  }
  const found = { datamodels: [], datasource: {}, command: undefined }
  for (let i = 0; i < args.length; i++) {
    if (args[i] === '--datamodels') found.datamodels.push([args[++i], readFileSync(args[i], 'utf8')])
    else if (args[i] === '--datasource') found.datasource = JSON.parse(args[++i])
    else if (args[i] === 'cli') found.command = args[++i]
  }
  return found
}

async function runCommand(name) {
  try {
    if (name === 'can-connect-to-database') await query(datasource.url, 'select 1')
    if (name === 'create-database') await createDatabase(datasource.url)
    process.exit(0)
  } catch (error) {
    report(error.message || String(error.code), error.code === '3D000' ? 'P1003' : 'P1001')
    process.exit(1)
  }
}

async function query(url, sql) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

async function createDatabase(url) {
  const name = decodeURIComponent(new URL(url).pathname.slice(1)) || 'postgres'
  const server = new URL(url)
  server.pathname = '/postgres'
  await query(String(server), `create database ${pg.escapeIdentifier(name)}`)
  return { databaseName: name }
}

// The adapter is made for queries. Schema work differs in three points: the catalog's "char" columns are not mapped, a script must not be
// split at its semicolons, and the shadow database needs its own address.
const charType = 18
const textType = 25
function forSchemaWork(adapter) {
  const pool = adapter.underlyingDriver()
  const plainQuery = adapter.queryRaw
  adapter.queryRaw = async (statement) => {
    const charColumns = []
    const client = {
      query: async (...args) => {
        const result = await pool.query(...args)
        for (const [index, field] of result.fields.entries()) {
          if (field.dataTypeID !== charType) continue
          field.dataTypeID = textType
          charColumns.push(index)
        }
        return result
      },
    }
    const result = await plainQuery.call(Object.create(adapter, { client: { value: client } }), statement)
    for (const index of charColumns) result.columnTypes[index] = ColumnTypeEnum.Character
    return result
  }
  adapter.executeScript = (script) =>
    pool.query(script).then(
      () => {},
      (error) => adapter.onError(error),
    )
  return adapter
}

class SchemaAdapter extends PrismaPg {
  async connect() {
    return forSchemaWork(await super.connect())
  }
  async connectToShadowDb() {
    const name = `prisma_shadow_${process.pid}_${Date.now()}`
    const main = await this.connect()
    await main.executeScript(`create database "${name}"`)
    const url = new URL(datasource.url)
    url.pathname = `/${name}`
    const shadow = forSchemaWork(await new PrismaPg({ connectionString: String(url), max: 1 }).connect())
    const close = shadow.dispose.bind(shadow)
    shadow.dispose = async () => {
      await close()
      await main.executeScript(`drop database if exists "${name}"`)
      await main.dispose()
    }
    return shadow
  }
}

async function loadEngine() {
  const bindings = await import('@prisma/schema-engine-wasm/schema_engine_bg')
  const script = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const { instance } = await WebAssembly.instantiate(readFileSync(script.replace(/\.js$/, '.wasm')), { './schema_engine_bg.js': bindings })
  bindings.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
  const adapter = new SchemaAdapter(
    { connectionString: datasource.url, max: 2 },
    { schema: new URL(datasource.url).searchParams.get('schema') ?? undefined },
  )
  return bindings.SchemaEngine.new(
    { datamodels: datamodels.length > 0 ? datamodels : undefined },
    () => {},
    bindMigrationAwareSqlAdapterFactory(adapter),
  )
}

function serve() {
  let panic = ''
  globalThis.PRISMA_WASM_PANIC_REGISTRY = {
    set_message: (message) => {
      panic = message
      report(message)
    },
  }
  process.on('uncaughtException', (error) => {
    report(panic || error.stack)
    process.exit(101)
  })
  const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
  let engine
  let prints = 0
  const handle = async (method, params) => {
    if (method === 'createDatabase') return createDatabase(params?.datasource?.url ?? datasource.url)
    engine ??= await loadEngine()
    if (method === 'getDatabaseVersion') return engine.version(params)
    if (method === 'diff') {
      const { stdout, exitCode } = await engine.diff(params)
      if (stdout != null) send({ id: ++prints, method: 'print', params: { content: stdout } })
      return { exitCode, stdout: null }
    }
    // These two read what devDiagnostic has found out about the migrations.
    if (method === 'evaluateDataLoss' || method === 'createMigration')
      await engine.devDiagnostic({ migrationsList: params.migrationsList, filters: params.filters })
    return (await engine[method](params)) ?? null
  }
  let queue = Promise.resolve()
  const lines = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })
  lines.on('line', (line) => {
    const { id, method, params } = JSON.parse(line)
    if (!method) return // A message without a method answers our own print.
    queue = queue.then(async () => {
      try {
        send({ id, result: await handle(method, params) })
      } catch (error) {
        const message = panic || (error?.message ?? String(error))
        send({ id, error: { code: 4466, message: 'error', data: { is_panic: false, message, error_code: error?.code } } })
      }
    })
  })
  lines.on('close', () => queue.finally(() => process.exit(0)))
}
