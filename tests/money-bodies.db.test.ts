import { beforeAll, expect, it } from 'vitest'
import { type JsonSchema, jsonSchema } from '@/lib/http/reference/json-schema'
import { changeSettings } from '@/lib/settings/change-settings'
import { bootPortal, call, closePortalAfterwards, newUser } from './portal'
import { type RouteLine, routeModules, routesOf } from './route-table'

/** What no body and no query may bring in, at every route there is, also at those that are not written yet. */
let routes: RouteLine[] = []
let token = ''
closePortalAfterwards()
beforeAll(async () => {
  await bootPortal()
  await changeSettings({ rateAddress: 100_000, rateUser: 100_000, rateOperator: 100_000 }, { id: null })
  routes = routesOf(await routeModules()).filter(({ handler }) => 'spec' in handler)
  token = (await newUser({ role: 'owner' })).token
})

interface Part {
  $ref?: string
  anyOf?: Part[]
  properties?: Record<string, Part>
  items?: Part
  type?: string
  pattern?: string
  minimum?: number
  multipleOf?: number
}
interface Amount {
  path: string[]
  least: number
  /** The smallest step. */
  step: number
}

/** The decimal amounts anywhere in a body, found by how the reference describes them. */
function amountsIn(part: Part, shared: Record<string, JsonSchema>, path: string[] = []): Amount[] {
  if (path.length > 6) return []
  if (part.$ref) return amountsIn((shared[part.$ref.replace('#/components/schemas/', '')] ?? {}) as Part, shared, path)
  const number = part.anyOf?.find(({ type, multipleOf }) => type === 'number' && multipleOf !== undefined)
  if (number && part.anyOf?.some(({ type, pattern }) => type === 'string' && pattern !== undefined))
    return [{ path, least: number.minimum ?? Number.NEGATIVE_INFINITY, step: number.multipleOf ?? 1 }]
  const inner = Object.entries(part.properties ?? {}).flatMap(([name, each]) => amountsIn(each, shared, [...path, name]))
  return [
    ...inner,
    ...(part.items ? amountsIn(part.items, shared, [...path, '0']) : []),
    ...(part.anyOf ?? []).flatMap((each) => amountsIn(each, shared, path)),
  ]
}

/** A body as text, so that a number can be written as JSON has it and JavaScript does not. */
const bodyOf = (path: string[], text: string): string =>
  path.reduceRight((inner, name) => (name === '0' ? `[${inner}]` : `{${JSON.stringify(name)}:${inner}}`), text)

const never = [
  '1e30',
  '-1e30',
  '"1e3"',
  '"１００"',
  '"NaN"',
  '"Infinity"',
  '"0x64"',
  '"1,000"',
  '""',
  '" "',
  '"--1"',
  'true',
  '[]',
  '[1]',
  '{}',
  '1e400',
]
const placesOf = (step: number) => Math.round(-Math.log10(step))
// The last of them are more digits than a double keeps: they are seen only where the number's text reaches the schema.
const bad = ({ least, step }: Amount): string[] => [
  ...never,
  ...(least >= 0 ? ['-1', '"-1"', '-1e-9'] : []),
  ...(least > 0 ? ['0', '"0"', '0.0', '"-0"'] : []),
  ...[placesOf(step) + 1, 18]
    .flatMap((places) => ['0', '100'].map((units) => `${units}.${'1'.padStart(places, '0')}`))
    .flatMap((text) => [text, `"${text}"`]),
  `1e-${placesOf(step) + 1}`,
]

/** Amounts that are taken today. Which are found is looked at, so that the search does not find fewer. */
const known = [
  'PATCH /api/keys/{id} spendLimit',
  'PATCH /api/admin/settings minWithdrawal',
  'POST /api/admin/codes amount',
  'POST /api/admin/models price.imagePrices.0.price',
  'POST /api/admin/users/{id}/adjustments amount',
  'POST /api/recharge/request amount',
  'POST /api/superbuddy/points/buy amount',
  'POST /api/withdraw/request amount',
]

it('an amount that is none is refused by the name of its member, at every route that takes one', async () => {
  const found: string[] = []
  const wrong: string[] = []
  for (const { name, handler, verb } of routes) {
    if (!handler.spec.body) continue
    const shared: Record<string, JsonSchema> = {}
    for (const amount of amountsIn(jsonSchema(handler.spec.body, shared) as Part, shared)) {
      const member = amount.path.filter((each) => each !== 'settings').join('.')
      found.push(`${name} ${member}`)
      const named = async (text: string) => {
        const { status, json } = await call(handler, { method: verb, token, params: { id: '1' }, body: bodyOf(amount.path, text) })
        return { status, fields: Object.keys(json?.error?.fields ?? {}) }
      }
      for (const text of bad(amount)) {
        const { status, fields } = await named(text)
        if (status !== 400 || !fields.includes(member)) wrong.push(`${name} ${member} = ${text}: ${status} ${fields}`)
      }
      const fair = await named(amount.least > 100 ? String(amount.least) : '100')
      if (fair.status === 400 && fair.fields.includes(member)) wrong.push(`${name} ${member} refuses 100`)
    }
    const { status, json } = await call(handler, { method: verb, token, params: { id: '1' }, body: '{"amount":NaN}' })
    if (!handler.spec.text && !(status === 400 && json.error.code === 'invalid_json')) wrong.push(`${name} takes NaN: ${status}`)
  }
  expect(wrong).toEqual([])
  expect(found).toEqual(expect.arrayContaining(known))
})

const foreign = ['role', 'balance', 'cash', 'userId', 'user_id', 'walletId', 'status', 'state', 'decidedBy']

it('a body brings in nothing that its route does not name', async () => {
  const wrong: string[] = []
  const named: string[] = []
  let looked = 0
  for (const { name, handler, verb } of routes) {
    if (!handler.spec.body || handler.spec.text) continue
    const own = (jsonSchema(handler.spec.body, {}) as Part).properties ?? {}
    for (const member of foreign) {
      if (member in own) {
        named.push(`${name} ${member}`)
        continue
      }
      looked++
      const { status, json } = await call(handler, { method: verb, token, params: { id: '1' }, body: `{"${member}":1}` })
      if (status !== 400 || !Object.hasOwn(json.error.fields ?? {}, member))
        wrong.push(`${name} ${member}: ${status} ${JSON.stringify(json)?.slice(0, 100)}`)
    }
  }
  expect(wrong).toEqual([])
  expect(named.sort()).toEqual(['PATCH /api/admin/users/{id} role', 'POST /api/admin/tickets/{id}/replies status'])
  expect(looked).toBeGreaterThan(300)
})

it('nor does a query, and none asks for somebody else’s things', async () => {
  const wrong: string[] = []
  for (const { name, handler, verb } of routes) {
    if (verb !== 'GET' || !handler.spec.query) continue
    const own = (jsonSchema(handler.spec.query, {}, true) as Part).properties ?? {}
    for (const member of ['role', 'userId', 'user_id', 'user', 'walletId']) {
      if (member in own) {
        if (handler.spec.who === 'user' || handler.spec.who === 'anyone') wrong.push(`${name} lets users name ${member}`)
        continue
      }
      const { status, json } = await call(handler, { token, params: { id: '1' }, query: { [member]: '1' } })
      if (status !== 400 || !Object.hasOwn(json.error.fields ?? {}, member)) wrong.push(`${name}?${member}: ${status}`)
    }
  }
  expect(wrong).toEqual([])
})
