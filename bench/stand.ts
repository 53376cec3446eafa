import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Atrium, admin, startAtrium } from '../e2e/atrium.ts'
import { adjust, createKeys, login, register } from '../e2e/portal.ts'

const unlimited = 1_000_000_000

/** The two models differ in their price alone. */
export type ModelName = 'bench' | 'bench-free'
const model = (id: ModelName, price: object) => ({
  id,
  enabled: true,
  name: id,
  mode: 'chat',
  context: 131_072,
  maxOutput: 8192,
  price,
  targets: [{ upstream: 'bench', upstreamModel: 'deepseek', enabled: true }],
})

// One model's prices are above zero, so that money really moves: 14 tokens in and 250 out cost 0.002028. Limits are so high
// that they are computed for every call and never reached.
const catalog = (upstreamPort: number) => ({
  settings: {
    signUpBonus: '1.00',
    rateRegister: 100_000,
    rateLogin: 100_000,
    rateAddress: 100_000,
    rateUser: 100_000,
    rateSession: 100_000,
    rateOperator: 100_000,
  },
  upstreams: [{ name: 'bench', enabled: true, baseUrl: `http://127.0.0.1:${upstreamPort}/v1`, protocol: 'openai' }],
  models: [model('bench', { input: 2, output: 8, cachedInput: '0.2' }), model('bench-free', { input: 0, output: 0 })],
  groups: [{ name: 'default', multiplier: 1, rpm: unlimited, tpm: 2_000_000_000, concurrency: 1_000_000 }],
})

export interface Stand {
  atrium: Atrium
  port: number
  /** The file of API keys, one a line. */
  keys: string
}

/** Starts a production server with `wallets` users, each with money and a key of its own. */
export async function startStand(door: 'direct' | 'routes', upstreamPort: number, wallets: number, profile?: string): Promise<Stand> {
  const atrium = await startAtrium({
    door,
    catalog: catalog(upstreamPort),
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
