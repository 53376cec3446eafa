import { type Atrium, admin, removeData, startAtrium } from './atrium.ts'
import { oddPrice } from './charge.ts'
import { type FakeUpstream, startFakeUpstream } from './fake-upstream/server.ts'
import { adjust, createKeys, login, type Portal, register } from './portal.ts'

/**
 * A catalog model. `behaves` is the name that the fake upstream sees, by default the model's own id. `upstream` names one of the stand's
 * upstreams, by default `fake`.
 */
export interface ModelSpec {
  id: string
  behaves?: string
  upstream?: string
  [member: string]: unknown
}

export interface StandOptions {
  door?: 'direct' | 'routes'
  models: (string | ModelSpec)[]
  settings?: Record<string, unknown>
  timeouts?: Record<string, number>
  /** Other names for the same fake upstream, with members of their own such as `preset`. */
  upstreams?: { name: string; [member: string]: unknown }[]
  group?: Record<string, unknown>
  dataDir?: string
  env?: Record<string, string>
  upstream?: FakeUpstream
}

export interface Person extends Portal {
  secret: string
}

export interface Stand {
  upstream: FakeUpstream
  atrium: Atrium
  owner: Portal
  /** Registers a user with so much money and a key. */
  person(money?: { cash?: string; grant?: string }): Promise<Person>
  stop(): Promise<void>
}

const unlimitedRates = Object.fromEntries(
  ['rateRegister', 'rateLogin', 'rateAddress', 'rateUser', 'rateSession', 'rateOperator'].map((name) => [name, 100_000]),
)

/** The price of a model that names none. */
export const longestOutput = 1024

export function catalogOf(upstreamUrl: string, options: StandOptions): object {
  const models = options.models.map((model) => (typeof model === 'string' ? { id: model } : model))
  return {
    settings: { signUpBonus: '0', breakerFailures: 1000, ...unlimitedRates, ...options.settings },
    upstreams: [{ name: 'fake' }, ...(options.upstreams ?? [])].map((more) => ({
      enabled: true,
      baseUrl: upstreamUrl,
      protocol: 'openai',
      apiKey: 'upstream-secret',
      timeouts: options.timeouts ?? {},
      ...more,
    })),
    models: models.map(({ id, behaves, upstream, ...more }: ModelSpec) => ({
      id,
      enabled: true,
      mode: 'chat',
      context: 131_072,
      maxOutput: longestOutput,
      price: oddPrice,
      targets: [{ upstream: upstream ?? 'fake', upstreamModel: behaves ?? id, enabled: true }],
      ...more,
    })),
    groups: [{ name: 'default', multiplier: 1, ...options.group }, { name: 'staff' }],
  }
}

let people = 0

/** The production server on temporary data with a fake upstream behind it. */
export async function startStand(options: StandOptions): Promise<Stand> {
  const upstream = options.upstream ?? (await startFakeUpstream())
  const atrium = await startAtrium({
    catalog: catalogOf(upstream.url, options),
    ...(options.door && { door: options.door }),
    ...(options.dataDir && { dataDir: options.dataDir }),
    ...(options.env && { env: options.env }),
  })
  const owner = await login(atrium.url, admin).catch(async (error) => {
    await atrium.stop()
    throw error
  })
  return {
    upstream,
    atrium,
    owner,
    async person(money = { cash: '1000' }) {
      people++
      const portal = await register(atrium.url, `person-${process.pid}-${people}`)
      if (money.cash) await adjust(owner, portal.userId, money.cash, 'cash')
      if (money.grant) await adjust(owner, portal.userId, money.grant, 'grant')
      const [key] = await createKeys(portal)
      return { ...portal, secret: key?.secret ?? '' }
    },
    async stop() {
      await atrium.stop()
      if (!options.upstream) await upstream.close()
      if (!options.dataDir) await removeData(atrium.dataDir)
    },
  }
}

export const doors = ['direct', 'routes'] as const

/** Sizes are short and seeded by default; `FULL=1` runs the full ones. */
export const size = (short: number, full: number): number => (process.env.FULL ? full : short)
