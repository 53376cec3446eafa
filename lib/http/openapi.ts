import * as z from 'zod'
import type { Handler } from './route'

const verbs = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
export type RouteModule = Partial<Record<(typeof verbs)[number], unknown>>

const isHandler = (value: unknown): value is Handler => typeof value === 'function' && 'spec' in value

/** JSON schema of what is sent or answered. Times travel as text, exact amounts as numbers. */
const schemaOf = (schema: z.ZodType) => {
  const { $schema: _, ...described } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === 'date') Object.assign(jsonSchema, { type: 'string', format: 'date-time' })
    },
  })
  return described
}

type Parts = { properties?: Record<string, unknown>; required?: string[] }
const parameters = (schema: z.ZodType | undefined, place: 'path' | 'query') => {
  if (!schema) return []
  const { properties = {}, required = [] } = schemaOf(schema) as Parts
  return Object.entries(properties).map(([name, part]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: part,
  }))
}

const problem = { $ref: '#/components/responses/Error' }

function contentOf({ answer, otherwise }: Handler['spec']) {
  if (!answer && !otherwise) return undefined
  return {
    ...(answer && { 'application/json': { schema: schemaOf(answer) } }),
    ...(otherwise && { [otherwise]: { schema: { type: 'string' } } }),
  }
}

function operation({ spec }: Handler, address: string) {
  const content = contentOf(spec)
  const status = spec.status ?? (content ? 200 : 204)
  return {
    summary: spec.summary,
    tags: [address.split('/')[2] ?? 'other'],
    description: spec.who === 'anyone' || spec.who === 'user' ? undefined : `For the role ${spec.who} or a higher one.`,
    security: spec.who === 'anyone' ? [] : undefined,
    parameters: [...parameters(spec.params, 'path'), ...parameters(spec.query, 'query')],
    requestBody: spec.body && { required: true, content: { 'application/json': { schema: schemaOf(spec.body) } } },
    responses: {
      [status]: { description: 'Done', ...(content && { content }) },
      '4XX': problem,
      '5XX': problem,
    },
  }
}

const error = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message', 'requestId'],
      properties: {
        code: { type: 'string' },
        message: { type: 'string' },
        fields: { type: 'object', additionalProperties: { type: 'string' } },
        requestId: { type: 'string' },
      },
    },
  },
}

/** `./keys/[id]/route.ts` → `/api/keys/{id}` */
export const addressOf = (file: string): string =>
  `/api/${file.replace(/^\.\//, '').replace(/\/?route\.tsx?$/, '')}`.replace(/\[(?:\.\.\.)?([^\]]+)\]/g, '{$1}')

/** The reference of the portal's API, from the same objects that check and answer. */
export function openApi(modules: [file: string, module: RouteModule][], server: string) {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const [file, module] of modules) {
    const address = addressOf(file)
    for (const verb of verbs) {
      const handler = module[verb]
      if (isHandler(handler) && handler.spec.summary)
        paths[address] = { ...paths[address], [verb.toLowerCase()]: operation(handler, address) }
    }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Atrium', version: '1', description: 'The JSON API behind every page of the portal.' },
    servers: [{ url: server }],
    security: [{ bearer: [] }],
    paths: Object.fromEntries(Object.entries(paths).sort(([a], [b]) => (a < b ? -1 : 1))),
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'The token of /api/auth/login, or an API key of scope portal.' },
      },
      responses: { Error: { description: 'Why not', content: { 'application/json': { schema: error } } } },
    },
  }
}
