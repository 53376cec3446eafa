import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Atrium, admin, startAtrium } from '../e2e/atrium.ts'
import { adjust, createKeys, login, register } from '../e2e/portal.ts'

const unlimited = 1_000_000_000

/** Of the mock upstreams: calls and slow events, quick events, and streams without a pause. */
export interface Ports {
  bench: number
  quick: number
  flood: number
}

/** The first two differ in their price alone. */
export type ModelName = 'bench' | 'bench-free'
const paid = { input: 2, output: 8, cachedInput: '0.2' }
const free = { input: 0, output: 0 }
const model = (id: string, price: object, upstream: keyof Ports = 'bench', more: object = {}) => ({
  id,
  enabled: true,
  name: id,
  mode: 'chat',
  context: 131_072,
  maxOutput: 8192,
  price,
  targets: [{ upstream, upstreamModel: 'deepseek', enabled: true }],
  ...more,
})
/** Its calls are given up by their callers, so that the books leave them out. */
export const floodModel = 'bench-flood'
const endless = 20_000_000

// Prices are above zero, so that money really moves: 14 tokens in and 250 out cost 0.002028. Limits are so high
// that they are computed for every call and never reached.
const catalog = (ports: Ports) => ({
  settings: {
    signUpBonus: '1.00',
    rateRegister: 100_000,
    rateLogin: 100_000,
    rateAddress: 100_000,
    rateUser: 100_000,
    rateSession: 100_000,
    rateOperator: 100_000,
  },
  upstreams: Object.entries(ports).map(([name, port]) => ({
    name,
    enabled: true,
    baseUrl: `http://127.0.0.1:${port}/v1`,
    protocol: 'openai',
  })),
  models: [
    model('bench', paid),
    model('bench-free', free),
    model('bench-quick', paid, 'quick'),
    model(floodModel, paid, 'flood', { context: endless, maxOutput: endless }),
    model('bench-embeddings', { input: 2 }, 'bench', { mode: 'embedding', maxOutput: undefined }),
    model('bench-rerank', { input: 2 }, 'bench', { mode: 'rerank', maxOutput: undefined }),
  ],
  groups: [{ name: 'default', multiplier: 1, rpm: unlimited, tpm: 2_000_000_000, concurrency: 1_000_000 }],
})

export interface Stand {
  atrium: Atrium
  port: number
  /** The file of API keys, one a line. */
  keys: string
}

/** Starts a production server with `wallets` users, each with money and a key of its own. */
export async function startStand(door: 'direct' | 'routes', ports: Ports, wallets: number, profile?: string): Promise<Stand> {
  const atrium = await startAtrium({
    door,
    catalog: catalog(ports),
    ...(profile && { env: { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${profile}` } }),
  })
  const owner = await login(atrium.url, admin)
  const secrets: string[] = []
  for (let at = 0; at < wallets; at += 4) {
    const some = Array.from({ length: Math.min(4, wallets - at) }, async (_, i) => {
      const user = await register(atrium.url, `bench-${at + i}`)
      await adjust(owner, user.userId, '1000000.00')
      const [key] = await createKeys(user)
      if (key) secrets.push(key.secret)
    })
    await Promise.all(some)
  }
  const keys = join(atrium.dataDir, 'bench-keys.txt')
  writeFileSync(keys, secrets.join('\n'))
  return { atrium, port: Number(new URL(atrium.url).port), keys }
}
