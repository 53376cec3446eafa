import { beforeAll, expect, it } from 'vitest'
import { pool } from '@/lib/db/pool'
import { openApi, type RouteModule } from '@/lib/http/reference/openapi'
import { changeSettings } from '@/lib/settings/change-settings'
import { atLeast } from '@/lib/users/roles'
import { refreshUser } from '@/lib/users/users'
import { bootPortal, call, closePortalAfterwards, newUser } from './portal'
import { doors, openAddresses, type RouteLine, routeModules, routesOf } from './route-table'

let routes: RouteLine[] = []
let modules: [string, RouteModule][] = []

closePortalAfterwards()
beforeAll(async () => {
  await bootPortal()
  await changeSettings({ rateAddress: 100_000, rateUser: 100_000, rateOperator: 100_000 }, { id: null })
  modules = await routeModules()
  routes = routesOf(modules)
})

const ask = (route: RouteLine, token?: string) =>
  call(route.handler, { method: route.verb, token, body: route.verb === 'GET' ? undefined : {}, params: { id: '1', path: '1' } })

it('every route says who may call it, and only the named ones are open to anybody', async () => {
  for (const route of routes) {
    const { name, address, handler } = route
    if (doors.test(address)) continue
    const listed = openAddresses.some((pattern) => pattern.test(address))
    if (!('spec' in handler)) expect(listed || (await ask(route)).status === 405, `${name} is not made by route()`).toBe(true)
    else if (handler.spec.who === 'anyone') expect(listed, `${name} is open to anybody`).toBe(true)
  }
})

it('no route answers a stranger, a disabled user, a revoked session or too low a role', async () => {
  const disabled = await newUser()
  await pool().query('update users set enabled = false where id = $1', [disabled.user.id])
  await refreshUser(disabled.user.id)
  const callers = { user: await newUser(), support: await newUser({ role: 'support' }), operator: await newUser({ role: 'operator' }) }
  for (const route of routes) {
    const who = 'spec' in route.handler ? route.handler.spec.who : 'anyone'
    if (who === 'anyone') continue
    expect((await ask(route)).status, `${route.name} without signing in`).toBe(401)
    expect((await ask(route, disabled.token)).status, `${route.name} when disabled`).toBe(401)
    for (const [role, { token }] of Object.entries(callers))
      if (!atLeast(role as keyof typeof callers, who)) expect((await ask(route, token)).status, `${route.name} as ${role}`).toBe(403)
  }
})

it('the reference can be made from all of them', () => {
  const { paths } = openApi(modules, 'http://portal.test')
  expect(paths).toHaveProperty('/api/admin/users/{id}.patch.requestBody')
  expect(JSON.parse(JSON.stringify(paths))).toEqual(expect.any(Object))
})

it('the reference names the content type of every answer that is not JSON', () => {
  const { paths } = openApi(modules, 'http://portal.test')
  const of = paths as Record<string, Record<string, { responses: Record<string, { content?: object }> }>>
  const responsesOf = (path: string, verb: string) => of[path]?.[verb]?.responses ?? {}
  expect(responsesOf('/api/conversations/{id}/turn', 'post')['200']?.content).toHaveProperty('text/event-stream')
  expect(responsesOf('/api/admin/upstreams/test', 'post')['200']?.content).toHaveProperty('text/event-stream')
  expect(Object.keys(responsesOf('/api/usage', 'get')['200']?.content ?? {})).toEqual(['application/json', 'text/csv'])
  expect(responsesOf('/api/keys/{id}', 'delete')).toHaveProperty('204')
})

it('a body that is missing is refused by the names of what is missing, exactly where the reference says that one is needed', async () => {
  const { token } = await newUser({ role: 'owner' })
  const { paths } = openApi(modules, 'http://portal.test')
  const of = paths as Record<string, Record<string, { requestBody?: { required: boolean } }>>
  for (const { name, address, verb, handler } of routes) {
    const wanted = of[address]?.[verb.toLowerCase()]?.requestBody
    if (!wanted) continue
    const { status, json } = await call(handler, { method: verb, token, params: { id: '1' } })
    const missing = Object.values(json?.error?.fields ?? {}).filter((words) => words === 'Is missing.' || words === 'Must not be empty.')
    expect(status === 400 && missing.length > 0, `${name} says ${status} ${JSON.stringify(json?.error)}`).toBe(wanted.required)
  }
})

const odd = [
  'a\0',
  '\ud800',
  "'",
  '%',
  '../x',
  '-1',
  '1.5',
  '99999999999',
  '99999999999999999999',
  'constructor',
  '__proto__',
  'x'.repeat(5000),
]
const times = ['0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '+275760-09-13T00:00:00.000Z', '2026-13-01T00:00:00Z', '9999999-01-01']
const forged = [[1], ['x'], [10 ** 30], [1e300, 'x'], [null], {}, [[1]], ...times.map((time) => [time, 'x']), [times[1], 'a\0']].map(
  (values) => Buffer.from(JSON.stringify(values)).toString('base64url'),
)

it('no content of an address causes a 500', async () => {
  const { token } = await newUser({ role: 'owner' })
  for (const { name, handler, verb } of routes) {
    if (!('spec' in handler) || verb === 'POST') continue
    const send = async (what: { params?: Record<string, string>; query?: Record<string, string> }) => {
      const { status } = await call(handler, { method: verb, token, body: verb === 'GET' ? undefined : {}, params: { id: 'x' }, ...what })
      expect(status, `${name} ${JSON.stringify(what).slice(0, 200)}`).toBeLessThan(500)
    }
    if (handler.spec.params) for (const id of odd) await send({ params: { id } })
    const asked = handler.spec.query ? Object.keys((handler.spec.query as unknown as { shape: object }).shape) : []
    for (const member of asked) for (const value of [...odd, ...times, ...forged]) await send({ query: { [member]: value } })
  }
})
