import { globSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import type * as z from 'zod'
import type { AppError } from '@/lib/errors'
import { faultsOf } from '@/lib/http/check'
import type { JsonSchema } from '@/lib/http/reference/json-schema'
import { apiPathOf, openApi, type RouteModule } from '@/lib/http/reference/openapi'
import type { Handler } from '@/lib/http/route'
import { readSettings } from '@/lib/settings/change-settings'
import { samplesOf } from './json-samples'
import { isValid, typeOf } from './json-validate'

interface Parameter {
  name: string
  in: 'path' | 'query'
  required: boolean
  schema: JsonSchema
}
interface Operation {
  name: string
  operationId: string
  parameters: Parameter[]
  requestBody?: { required: boolean; content: Record<string, { schema: JsonSchema }> }
  responses: Record<string, { content?: Record<string, { schema?: JsonSchema }>; links?: object }>
  handler: Handler
}

let operations: Operation[] = []
let shared: Record<string, JsonSchema> = {}
let text = ''

beforeAll(async () => {
  const modules: [string, RouteModule][] = []
  for (const file of globSync('**/route.ts', { cwd: 'app/api' }))
    modules.push([file, (await import(/* @vite-ignore */ `${process.cwd()}/app/api/${file}`)) as RouteModule])
  text = JSON.stringify(openApi(modules, 'http://portal.test'))
  const { paths, components } = JSON.parse(text)
  shared = components.schemas
  const handlers = new Map(
    modules.flatMap(([file, module]) => Object.entries(module).map(([verb, handler]) => [`${verb} ${apiPathOf(file)}`, handler])),
  )
  operations = Object.entries<Record<string, Operation>>(paths).flatMap(([path, verbs]) =>
    Object.entries(verbs).map(([verb, operation]) => {
      const name = `${verb.toUpperCase()} ${path}`
      return { ...operation, name, handler: handlers.get(name) as Handler }
    }),
  )
})

const resolve = (ref: string) => shared[ref.replace('#/components/schemas/', '')] ?? {}
const reader = { resolve, fits: (part: JsonSchema, value: unknown) => isValid(part, value, resolve) }

/** Settings are checked where they are stored, so the schema cannot say it. */
function faultsOfSettings(value: unknown): { code: string }[] {
  const { settings, ...others } = Object(value) as Record<string, unknown>
  const alone = typeOf(settings) === 'object' && Object.keys(others).length === 0
  const names = alone ? settings : value
  try {
    readSettings(Object(names))
    return []
  } catch (error) {
    const words = Object.values((error as AppError).facts.fields ?? {})
    return words.map((word) => ({ code: word === 'cidr' || word === 'time_zone' ? 'custom' : word }))
  }
}

/**
 * The document and the route's own check must agree on values around the edges of a schema. The check may refuse more only for the meaning
 * of a value, such as a time in the past, not for its shape.
 */
function expectSame(name: string, described: JsonSchema, judge: (value: unknown) => { code: string }[]): number {
  let accepted = 0
  const tried = new Set<string>()
  for (const value of samplesOf(described, reader)) {
    const sent = JSON.stringify(value)
    if (tried.has(sent)) continue
    tried.add(sent)
    const right = reader.fits(described, JSON.parse(sent))
    const faults = judge(JSON.parse(sent))
    if (right && faults.length === 0) accepted++
    const meaning = faults.length > 0 && faults.every(({ code }) => code === 'custom')
    const agreed = right ? faults.length === 0 || meaning : faults.length > 0
    expect
      .soft(agreed, `${name} ${sent.slice(0, 200)}: documented as ${right ? 'right' : 'wrong'}, ${JSON.stringify(faults).slice(0, 200)}`)
      .toBe(true)
  }
  return accepted
}

describe('the reference', () => {
  it('describes bodies exactly as they are checked', () => {
    for (const { name, requestBody, handler } of operations) {
      expect(Boolean(requestBody), name).toBe(Boolean(handler.spec.body ?? handler.spec.bytes))
      const schema = requestBody?.content['application/json']?.schema
      const { body } = handler.spec
      if (!schema || !body) continue
      const judge = (value: unknown) => [...faultsOf(body, value), ...(name === 'PATCH /api/admin/settings' ? faultsOfSettings(value) : [])]
      expect(expectSame(name, schema, judge), `${name} takes something`).toBeGreaterThan(0)
    }
  })

  it('describes parameters exactly as they are checked', () => {
    for (const { name, parameters, handler } of operations) {
      for (const { name: parameter, in: place, schema } of parameters) {
        const check = (place === 'path' ? handler.spec.params : handler.spec.query) as z.ZodObject
        const judge = (sent: unknown) => faultsOf(check.shape[parameter] as z.ZodType, String(sent))
        // An address holds text only, so a number equals its digits there, and an empty text counts as absent.
        const said = samplesOf(schema, reader).filter((value) => (typeof value === 'string' && value !== '') || typeof value === 'number')
        const isText = ![schema, ...((schema.anyOf as JsonSchema[]) ?? [])].some(({ type }) => type === 'integer' || type === 'number')
        for (const value of said) {
          if (isText !== (typeof value === 'string')) continue
          const right = reader.fits(schema, value)
          const faults = judge(value)
          const agreed = right ? faults.every(({ code }) => code === 'custom') : faults.length > 0
          expect.soft(agreed, `${name} ?${parameter}=${value} is documented as ${right ? 'right' : 'wrong'}`).toBe(true)
        }
      }
    }
  })

  it('asks for a body exactly where one that is missing is refused, by the names of what is missing', () => {
    for (const { name, requestBody, handler } of operations) {
      if (!requestBody || !handler.spec.body) continue
      const faults = faultsOf(handler.spec.body, {})
      expect(faults.length > 0, name).toBe(requestBody.required)
      if (requestBody.required)
        expect(
          faults.every(({ path }) => path.length > 0),
          name,
        ).toBe(true)
    }
  })

  it('tells of every list with a cursor where the next one comes from', () => {
    for (const { name, parameters, responses } of operations) {
      const paged = parameters.some((parameter) => parameter.name === 'cursor')
      const answer = responses['200']?.content?.['application/json']?.schema as { properties?: object } | undefined
      expect(
        ['nextCursor', 'next_cursor'].some((member) => member in (answer?.properties ?? {})),
        name,
      ).toBe(paged)
      expect(Boolean(responses['200']?.links), name).toBe(paged)
    }
  })

  it('can be read by every generator', () => {
    expect(text).not.toMatch(/\\\\p\{|\(\?[=!<]/)
    const patterns = [...text.matchAll(/"pattern":("(?:[^"\\]|\\.)*")/g)].map(([, pattern]) => JSON.parse(pattern ?? '""') as string)
    expect(patterns.length).toBeGreaterThan(10)
    for (const pattern of patterns) for (const flags of ['', 'u']) expect(() => new RegExp(pattern, flags), pattern).not.toThrow()
    for (const [, ref] of text.matchAll(/"\$ref":"([^"]*)"/g))
      expect(shared, ref).toHaveProperty(ref?.replace('#/components/schemas/', '') ?? '')
    expect(text).not.toContain('$defs')
    const ids = operations.map(({ operationId }) => operationId)
    expect([new Set(ids).size, ids.every((id) => /^[a-z][A-Za-z0-9]*$/.test(id))]).toEqual([ids.length, true])
  })

  it('names each status that may come, none by a wildcard', () => {
    for (const { name, responses } of operations) for (const status of Object.keys(responses)) expect(status, name).toMatch(/^[2-5]\d\d$/)
  })
})
