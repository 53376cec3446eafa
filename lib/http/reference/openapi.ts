import type * as z from 'zod'
import { faultsOf } from '../check'
import { refusalsOf } from '../refusals'
import type { Handler } from '../route'
import { refusalAnswer } from '../schema'
import { type JsonSchema, jsonSchema } from './json-schema'

const verbs = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
export type RouteModule = Partial<Record<(typeof verbs)[number], unknown>>

const isHandler = (value: unknown): value is Handler => typeof value === 'function' && 'spec' in value

type Parts = { properties?: Record<string, JsonSchema>; required?: string[] }
type Shared = Record<string, JsonSchema>

const parameters = (schema: z.ZodType | undefined, place: 'path' | 'query', shared: Shared) => {
  if (!schema) return []
  const { properties = {}, required = [] } = jsonSchema(schema, shared, true) as Parts
  return Object.entries(properties).map(([name, { description, ...part }]) => ({
    name,
    in: place,
    ...(description !== undefined && { description }),
    required: place === 'path' || required.includes(name),
    // An empty value counts as absent.
    ...(place === 'query' && !required.includes(name) && { allowEmptyValue: true }),
    schema: part,
  }))
}

/** The member in which a page says where the next one begins. */
const cursorOf = ({ query, answer }: Handler['spec']): string | undefined =>
  'cursor' in shapeOf(query) ? ['nextCursor', 'next_cursor'].find((name) => name in shapeOf(answer)) : undefined
const shapeOf = (schema: z.ZodType | undefined): object => (schema && 'shape' in schema ? (schema.shape as object) : {})

/** The answers of a verb that succeeds, by status. */
export function answersOf({ answer, otherwise, status, nothing, ...spec }: Handler['spec'], operationId: string, shared: Shared) {
  const content = {
    ...(answer && { 'application/json': { schema: jsonSchema(answer, shared) } }),
    ...(otherwise && { [otherwise]: /stream$/.test(otherwise) ? {} : { schema: { type: 'string' } } }),
  }
  const filled = Object.keys(content).length > 0
  const cursor = cursorOf({ answer, ...spec })
  const next = { operationId, description: 'The next page; null after the last.', parameters: { cursor: `$response.body#/${cursor}` } }
  return {
    [status ?? (filled ? 200 : 204)]: {
      description: 'Done',
      ...(filled && { content }),
      ...(cursor && { links: { next } }),
    },
    ...(nothing && { 204: { description: nothing } }),
  }
}

const errorContent = { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } }
const retryAfter = { 'retry-after': { description: 'Whole seconds until it may work.', schema: { type: 'integer' } } }

const problems = (verb: string, spec: Handler['spec']) =>
  Object.fromEntries(
    [...refusalsOf(verb, spec)].map(([status, codes]) => [
      status,
      {
        description: codes.map((code) => `\`${code}\``).join(', '),
        ...((status === 429 || status === 503) && { headers: retryAfter }),
        content: errorContent,
      },
    ]),
  )

/** GET /api/keys/{id} → getKeysById */
const operationIdOf = (verb: string, address: string): string =>
  verb.toLowerCase() +
  address
    .split('/')
    .slice(2)
    .map((part) => part.replace(/^\{(.*)\}$/, 'by-$1').replace(/(?:^|[^A-Za-z])([a-z])/g, (_, letter) => letter.toUpperCase()))
    .join('')

const whoMay = ({ who, keys }: Handler['spec']): string | undefined => {
  const role = who === 'anyone' || who === 'user' ? [] : [`For the role ${who} or a higher one.`]
  return [...role, ...(keys === false ? ['Not with an API key.'] : [])].join(' ') || undefined
}

function requestBodyOf({ body, bytes }: Handler['spec'], shared: Shared) {
  if (bytes !== undefined) return { required: true, content: { 'application/octet-stream': {} } }
  // No body counts as an empty object. So the body may be left out where every member may be.
  return body && { required: faultsOf(body, {}).length > 0, content: { 'application/json': { schema: jsonSchema(body, shared, true) } } }
}

function operation({ spec }: Handler, verb: string, address: string, shared: Shared) {
  const operationId = operationIdOf(verb, address)
  return {
    operationId,
    summary: spec.summary,
    tags: [address.split('/')[2] ?? 'other'],
    description: whoMay(spec),
    security: spec.who === 'anyone' ? [{}, { bearer: [] }] : undefined,
    parameters: [...parameters(spec.params, 'path', shared), ...parameters(spec.query, 'query', shared)],
    requestBody: requestBodyOf(spec, shared),
    responses: { ...answersOf(spec, operationId, shared), ...problems(verb, spec) },
  }
}

/** `./keys/[id]/route.ts` → `/api/keys/{id}` */
export const apiPathOf = (file: string): string =>
  `/api/${file.replace(/^\.\//, '').replace(/\/?route\.tsx?$/, '')}`.replace(/\[(?:\.\.\.)?([^\]]+)\]/g, '{$1}')

/** Makes the reference of the portal's API from the same objects that check and answer. */
export function openApi(modules: [file: string, module: RouteModule][], server: string) {
  const paths: Record<string, Record<string, unknown>> = {}
  const shared: Shared = {}
  for (const [file, module] of modules) {
    const address = apiPathOf(file)
    for (const verb of verbs) {
      const handler = module[verb]
      if (isHandler(handler) && handler.spec.summary)
        paths[address] = { ...paths[address], [verb.toLowerCase()]: operation(handler, verb, address, shared) }
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Atrium',
      version: '1',
      description:
        'The JSON API behind every page of the portal. Amounts of money are exact decimals with up to nine places: read them as such, not as binary floating point. HEAD is served where GET is; any other method is a 405 with Allow.',
    },
    servers: [{ url: server }],
    security: [{ bearer: [] }],
    paths: Object.fromEntries(Object.entries(paths).sort(([a], [b]) => (a < b ? -1 : 1))),
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'The token of /api/auth/login, or an API key of scope portal.' },
      },
      schemas: { Error: jsonSchema(refusalAnswer), ...shared },
    },
  }
}
