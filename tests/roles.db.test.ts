import { beforeAll, describe, expect, it } from 'vitest'
import { POST as createApplication } from '@/app/api/applications/route'
import { POST as createConversation } from '@/app/api/conversations/route'
import { POST as createKey } from '@/app/api/keys/route'
import { POST as shareConversation } from '@/app/api/superbuddy/share/route'
import { POST as createTicket } from '@/app/api/tickets/route'
import { catalogReady } from '@/lib/catalog/catalog'
import { ensureBuiltins } from '@/lib/catalog/edit/ensure-builtins'
import { pool } from '@/lib/db/pool'
import { transaction } from '@/lib/db/transaction'
import { saveFile } from '@/lib/files/save-file'
import { faultsOf } from '@/lib/http/check'
import { type JsonSchema, jsonSchema } from '@/lib/http/reference/json-schema'
import { newId } from '@/lib/ids'
import { changeSettings } from '@/lib/settings/change-settings'
import { atLeast, type Role } from '@/lib/users/roles'
import { refreshUser } from '@/lib/users/users'
import { samplesOf } from './json-samples'
import { isValid } from './json-validate'
import { bootPortal, call, closePortalAfterwards, newUser, type TestUser } from './portal'
import { call as record } from './records'
import { doors, openAddresses, type RouteLine, routeModules, routesOf } from './route-table'

closePortalAfterwards()
let routes: RouteLine[] = []
/** Who calls, by the token that is sent. Each also has the role by which a route may let it in. */
const callers: { name: string; token: string | undefined; role: Role | undefined }[] = []
let owned: { id: string; table: string }[] = []
let ann: TestUser
let bob: TestUser

beforeAll(async () => {
  await bootPortal()
  await ensureBuiltins()
  await catalogReady()
  await changeSettings({ rateAddress: 1_000_000, rateUser: 1_000_000, rateOperator: 1_000_000 }, { id: null })
  routes = routesOf(await routeModules()).filter(({ address }) => !doors.test(address))
  ann = await newUser()
  bob = await newUser()
  const disabled = await newUser({ role: 'owner' })
  await pool().query('update users set enabled = false where id = $1', [disabled.user.id])
  await refreshUser(disabled.user.id)
  const { json } = await call(createKey, { token: ann.token, body: { name: 'calls', scopes: ['gateway'] } })
  callers.push({ name: 'nobody', token: undefined, role: undefined })
  callers.push({ name: 'a disabled owner', token: disabled.token, role: undefined })
  callers.push({ name: 'a key without the scope portal', token: json.keys[0].secret, role: undefined })
  callers.push({ name: 'a user', token: bob.token, role: 'user' })
  for (const role of ['support', 'operator', 'owner'] as const) callers.push({ name: role, token: (await newUser({ role })).token, role })
  await makeThingsOf(ann)
  owned = await idsOf(ann)
})

const file = { name: 'a.txt', purpose: 'user_data', told: 'text/plain', bytes: Buffer.from('a') }

/** Makes one of each kind of thing that a user may have. */
async function makeThingsOf({ user, token }: TestUser): Promise<void> {
  const { json } = await call(createConversation, { token, body: {} })
  await transaction((tx) =>
    tx.message.create({
      data: { id: newId('message'), conversationId: json.conversation.id, role: 'user', parts: [{ type: 'text', text: 'Hi' }] },
    }),
  )
  expect((await call(shareConversation, { token, body: { conv_id: json.conversation.id } })).status).toBe(201)
  await call(createApplication, { token, body: {} })
  const sent = await saveFile({ ...file, userId: user.id, purpose: 'ticket' })
  await call(createTicket, { token, body: { subject: 'Help', content: 'Please.', attachments: [sent.id] } })
  await record(user.id, 'deepseek-v3', 1_000_000n)
  await saveFile({ ...file, userId: user.id })
}

/** The ids of everything that belongs to a user, from every table that says whose its rows are. */
async function idsOf({ user }: TestUser): Promise<{ id: string; table: string }[]> {
  const { rows: tables } = await pool().query<{ name: string }>(
    `select c.table_name as name from information_schema.columns c
       join information_schema.columns i on i.table_schema = c.table_schema and i.table_name = c.table_name and i.column_name = 'id'
       join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name and t.table_type = 'BASE TABLE'
     where c.table_schema = 'public' and c.column_name = 'user_id'`,
  )
  const found = tables.map(async ({ name }) => {
    const { rows } = await pool().query<{ id: string }>(`select id::text from "${name}" where user_id = $1 limit 3`, [user.id])
    return rows.map(({ id }) => ({ id, table: name }))
  })
  return (await Promise.all(found)).flat()
}

const resolveIn = (shared: Record<string, JsonSchema>) => (ref: string) => shared[ref.replace('#/components/schemas/', '')] ?? {}

/** A body that the route takes, so that it goes on to look for what its address names. */
function bodyOf({ verb, handler: { spec } }: RouteLine): unknown {
  if (!spec?.body) return verb === 'GET' ? undefined : {}
  const { body } = spec
  const shared: Record<string, JsonSchema> = {}
  const described = jsonSchema(body, shared, true)
  const resolve = resolveIn(shared)
  const samples = samplesOf(described, { resolve, fits: (part, value) => isValid(part, value, resolve) })
  return samples.find((sample) => faultsOf(body, sample).length === 0) ?? {}
}

/** The names in the address of a route. */
const namesOf = ({ address }: RouteLine): string[] => [...address.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')

function ask(route: RouteLine, token: string | undefined, ids: string[] = []) {
  const params = Object.fromEntries(namesOf(route).map((name, place) => [name, ids[place] ?? 'nothing']))
  return call(route.handler, { method: route.verb, token, body: bodyOf(route), params })
}
const whoOf = ({ handler }: RouteLine) => ('spec' in handler ? handler.spec.who : 'anyone')
const succeeds = (status: number) => status >= 200 && status < 300

describe('every route', () => {
  it('of the operators asks for an operator or more, and only tickets and their count let support in', () => {
    const admin = routes.filter(({ address, handler }) => address.startsWith('/api/admin/') && 'spec' in handler)
    expect(admin.length).toBeGreaterThan(30)
    for (const route of admin) {
      const who = whoOf(route)
      const least = /^\/api\/admin\/(tickets(\/|$)|waiting$)/.test(route.address) ? 'support' : 'operator'
      expect(who !== 'anyone' && atLeast(who, least), `${route.name} is for ${who}`).toBe(true)
    }
  })

  it('answers nobody whose role is too low, and no credentials that are not for the portal', async () => {
    for (const route of routes) {
      const who = whoOf(route)
      if (who === 'anyone') {
        expect(openAddresses.some((open) => open.test(route.address)) || !('spec' in route.handler), route.name).toBe(true)
        continue
      }
      for (const { name, token, role } of callers) {
        if (role && atLeast(role, who)) continue
        const { status } = await ask(route, token)
        expect([401, 403], `${route.name} answers ${name} with ${status}`).toContain(status)
      }
    }
  })
})

describe('what belongs to one user', () => {
  const named = () => routes.filter((route) => whoOf(route) === 'user' && 'spec' in route.handler && /\{\w+\}/.test(route.address))
  /** What the address of a route could name: one of the things, or two of them. */
  const choices = (route: RouteLine) =>
    namesOf(route).length < 2 ? owned.map((one) => [one]) : owned.flatMap((one) => owned.map((other) => [one, other]))

  it('is there for that user at every address', async () => {
    for (const route of named().filter(({ verb }) => verb === 'GET')) {
      const statuses: number[] = []
      for (const things of choices(route)) {
        statuses.push(
          (
            await ask(
              route,
              ann.token,
              things.map(({ id }) => id),
            )
          ).status,
        )
      }
      expect(statuses.some(succeeds), `${route.name}: make such a thing in makeThingsOf`).toBe(true)
    }
  })

  it('is missing for another, like what does not exist, and stays as it is', async () => {
    const before = await contentOf(owned)
    for (const route of named()) {
      const missing = await ask(route, bob.token)
      expect(['invalid_request', 'unknown_member'], `${route.name} is asked with a body that it takes`).not.toContain(
        missing.json?.error?.code,
      )
      for (const things of choices(route)) {
        const ids = things.map(({ id }) => id)
        const foreign = await ask(route, bob.token, ids)
        expect([foreign.status, foreign.json?.error?.code], `${route.name} for another user’s ${ids}`).toEqual([
          missing.status,
          missing.json?.error?.code,
        ])
        expect(succeeds(foreign.status), `${route.name} for another user’s ${ids}`).toBe(false)
      }
    }
    expect(await contentOf(owned)).toEqual(before)
  })
})

/** Everything that the rows hold. */
const contentOf = (things: typeof owned) =>
  Promise.all(things.map(async ({ id, table }) => (await pool().query(`select * from "${table}" where id::text = $1`, [id])).rows))
