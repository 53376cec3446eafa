import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type FakeUpstream, startFakeUpstream } from '@/e2e/fake-upstream/server'
import { catalogReady, reloadCatalog } from '@/lib/catalog/catalog'
import { ensureBuiltins } from '@/lib/catalog/edit/ensure-builtins'
import { applyCatalog } from '@/lib/catalog/file/apply-catalog'
import { followVersions, stopFollowing } from '@/lib/db/notify'
import { pool } from '@/lib/db/pool'
import { nodeDoor } from '@/lib/gateway/doors/node-door'
import { closeConnections } from '@/lib/gateway/send/connection'
import { serve } from '@/lib/gateway/serve'
import { createKeys } from '@/lib/keys/create-keys'
import { createKeysInput } from '@/lib/keys/schema'
import { setLogLevel } from '@/lib/log'
import { reloadSettings, settingsReady } from '@/lib/settings/settings'
import { freshDatabase } from './database'
import { aPerson, unit } from './ledger'

/** A model for the fake upstream, whose id says how it behaves unless it has targets of its own. */
export interface TestModel {
  id: string
  targets?: object[]
  [member: string]: unknown
}

export interface TestCaller {
  userId: number
  walletId: number
  keyId: string
  secret: string
}

export interface Gateway {
  url: string
  upstream: FakeUpstream
  apply(catalog: object): Promise<void>
  caller(given?: { cash?: bigint; key?: object }): Promise<TestCaller>
  post(caller: TestCaller, body: object | string, more?: RequestInit & { path?: string }): Promise<Response>
  record(id: string | null): Promise<Record<string, unknown>>
  stop(): Promise<void>
}

/** A token costs a thousandth of the currency in and two out. */
export const price = { input: 1000, output: 2000 }
const quick = { connect: 5, firstByte: 2, firstToken: 2, idle: 2, total: 20, answer: 4 }

export const catalogOf = (upstreams: object[], models: TestModel[], groups: object[] = [], settings: object = {}) => ({
  settings: { breakerFailures: 1000, ...settings },
  upstreams,
  models: models.map((model) => ({
    enabled: true,
    price,
    context: 100_000,
    maxOutput: 1000,
    targets: [{ upstream: 'fake', upstreamModel: model.id }],
    ...model,
  })),
  groups: [{ name: 'default' }, ...groups],
})

export const anUpstream = (baseUrl: string, more: object = {}) => ({
  name: 'fake',
  enabled: true,
  baseUrl,
  protocol: 'openai',
  apiKey: 'sk-upstream-secret',
  timeouts: quick,
  ...more,
})

/** The gateway behind its node door, with a database and an upstream of its own. */
export async function startGateway(): Promise<Gateway> {
  await freshDatabase()
  setLogLevel('error')
  await ensureBuiltins()
  await Promise.all([settingsReady(), catalogReady()])
  await followVersions()
  const upstream = await startFakeUpstream()
  const server: Server = createServer({ shouldUpgradeCallback: () => false }, nodeDoor(serve))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    upstream,
    async apply(catalog) {
      await applyCatalog(JSON.stringify(catalog), {})
      await Promise.all([reloadCatalog(), reloadSettings()])
    },
    async caller({ cash = 1000n * unit, key = {} } = {}) {
      const person = await aPerson({ cash })
      const input = createKeysInput.parse({ name: 'test', ...key })
      const [made] = await createKeys({ owner: { id: person.userId, group: 'default' }, by: { id: null }, input })
      if (!made) throw new Error('no key')
      return { ...person, keyId: made.id, secret: made.secret }
    },
    post(caller, body, { path = '/v1/chat/completions', headers, ...more } = {}) {
      return fetch(url + path, {
        method: 'POST',
        headers: { authorization: `Bearer ${caller.secret}`, 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
        ...more,
      })
    },
    async record(id) {
      for (let tries = 0; tries < 100; tries++) {
        const { rows } = await pool().query('select * from usage_records where id = $1', [id])
        if (rows[0]) return rows[0]
        await new Promise((done) => setTimeout(done, 20))
      }
      throw new Error(`no record ${id}`)
    },
    async stop() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
      await closeConnections()
      await upstream.close()
      await stopFollowing()
      await pool().end()
    },
  }
}

export interface Told {
  error: { message: string; type: string; param: string | null; code: string; reason?: string }
  detail?: string
}

/** The status and the error of an answer. */
export async function told(response: Promise<Response>): Promise<{ status: number } & Told['error']> {
  const answer = await response
  return { status: answer.status, ...((await answer.json()) as Told).error }
}
