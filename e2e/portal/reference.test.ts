import { afterAll, beforeAll, expect, it } from 'vitest'
import { faultsIn } from '../../tests/json-validate.ts'
import { chat } from '../call.ts'
import { createKeys, type Portal, within } from '../portal.ts'
import { type Person, type Stand, startStand } from '../stand.ts'

type JsonSchema = Record<string, unknown>
interface Operation {
  requestBody?: { required: boolean }
  responses: Record<string, { content?: Record<string, { schema?: JsonSchema }> }>
}

let stand: Stand
let person: Person
let paths: Record<string, Record<string, Operation>>
let resolve: (ref: string) => JsonSchema
/** An existing id for every address that has one. */
let ids: Record<string, string | number>
let file: string

beforeAll(async () => {
  stand = await startStand({ models: ['plain'] })
  person = await stand.person({ cash: '10', grant: '5' })
  const { owner } = stand
  const called = await chat({ url: stand.atrium.url, secret: person.secret, model: 'plain', stream: true })
  const [key] = await createKeys(person, { allowedIps: ['10.0.0.0/8'], spendLimit: '1.000000001', rateLimit: { rpm: 5 } })
  const { conversation } = await person.post<{ conversation: { id: string } }>('/api/conversations', { title: 'first' })
  await (await person.send('POST', `/api/conversations/${conversation.id}/turn`, { text: 'hello', model: 'plain' })).text()
  const { batch, codes } = await owner.post<{ batch: { id: string }; codes: string[] }>('/api/admin/codes', {
    name: 'codes',
    amount: '1.5',
    count: 2,
  })
  await person.post('/api/wallet/redeem', { code: codes[0] })
  const { groups } = await owner.get<{ groups: { id: string }[] }>('/api/admin/groups')
  const { upstreams } = await owner.get<{ upstreams: { id: string }[] }>('/api/admin/upstreams')
  const sent = await fetch(`${stand.atrium.url}/api/tickets/attachments?name=a.txt`, {
    method: 'POST',
    headers: { authorization: `Bearer ${person.token}`, 'content-type': 'text/plain' },
    body: 'a',
  })
  file = ((await sent.json()) as { attachment: { id: string } }).attachment.id
  const ticket = await person.post<{ id: string }>('/api/tickets', { subject: 'Help', content: 'Please.', attachments: [file] })
  const { application } = await person.post<{ application: { id: string } }>('/api/applications', {
    email: 'reader@example.edu',
    purpose: 'Reading papers.',
  })
  expect((await person.send('POST', `/api/applications/${application.id}/submit`)).status).toBe(200)
  const { share_url: shared } = await person.post<{ share_url: string }>('/api/superbuddy/share', { conv_id: conversation.id })
  const talk = await person.post<{ id: string }>('/api/superbuddy/conversations', { title: 'first', scenario: 'science' })
  expect((await person.send('PATCH', '/api/me', { email: 'reader@example.edu' })).status).toBe(200)
  const { mails } = await owner.get<{ mails: { id: string }[] }>('/api/admin/mail')
  ids = {
    '/api/applications/{id}': application.id,
    '/api/admin/applications/{id}': application.id,
    '/api/share/{id}': shared.replace('/share/', ''),
    '/api/superbuddy/conversations/{id}': talk.id,
    '/api/superbuddy/conversations/{id}/messages': talk.id,
    '/api/superbuddy/conversations/{id}/export': talk.id,
    '/api/admin/mail/{id}': mails[0]?.id ?? '',
    '/api/admin/codes/{id}/uses': batch.id,
    '/api/admin/models/{id}/prices': 'plain',
    '/api/tickets/{id}': ticket.id,
    '/api/tickets/{id}/attachments/{file}': ticket.id,
    '/api/admin/tickets/{id}': ticket.id,
    '/api/admin/tickets/{id}/attachments/{file}': ticket.id,
    '/api/usage/{id}': called.requestId ?? '',
    '/api/admin/usage/{id}': called.requestId ?? '',
    '/api/keys/{id}': key?.id ?? '',
    '/api/conversations/{id}': conversation.id,
    '/api/conversations/{id}/stream': conversation.id,
    '/api/admin/codes/{id}': batch.id,
    '/api/admin/groups/{id}': groups[0]?.id ?? '',
    '/api/admin/upstreams/{id}': upstreams[0]?.id ?? '',
    '/api/admin/models/{id}': 'plain',
    '/api/admin/users/{id}': person.userId,
  }
  await within(10_000, async () => (await person.get<{ records: unknown[] }>('/api/usage')).records.length > 1)
  const document = (await (await fetch(`${stand.atrium.url}/api/openapi.json`)).json()) as {
    paths: typeof paths
    components: { schemas: Record<string, JsonSchema> }
  }
  paths = document.paths
  resolve = (ref) => document.components.schemas[ref.replace('#/components/schemas/', '')] ?? {}
})
afterAll(() => stand?.stop())

const operations = () =>
  Object.entries(paths).flatMap(([path, verbs]) => Object.entries(verbs).map(([verb, operation]) => ({ path, verb, operation })))
const asks = (path: string): Portal => (path.startsWith('/api/admin/') ? stand.owner : person)

it('every GET answers in the shape that the reference gives', async () => {
  const from = encodeURIComponent(new Date(Date.now() - 86_400_000).toISOString())
  const query: Record<string, string> = { search: '?q=a', series: `?from=${from}&to=${encodeURIComponent(new Date().toISOString())}` }
  let shaped = 0
  for (const { path, verb, operation } of operations()) {
    if (verb !== 'get') continue
    const filled =
      path.replace('{id}', encodeURIComponent(ids[path] ?? '')).replace('{file}', file) + (query[path.split('/').at(-1) ?? ''] ?? '')
    const answer = await asks(path).send('GET', filled)
    const said = await answer.text()
    const documented = operation.responses[String(answer.status)]
    expect(answer.status, `${filled} ${said.slice(0, 200)}`).toBeLessThan(300)
    expect(documented, `${filled} ${answer.status}`).toBeTruthy()
    const schema = documented?.content?.['application/json']?.schema
    if (!schema || answer.status === 204) continue
    expect(faultsIn(schema, JSON.parse(said), resolve), filled).toEqual([])
    shaped++
  }
  expect(shaped).toBeGreaterThan(20)
})

it('a refusal has the shape and one of the codes that the reference gives it', async () => {
  for (const { path, verb, operation } of operations()) {
    for (const [who, send] of [
      ['nobody', (address: string) => fetch(stand.atrium.url + address, { method: verb.toUpperCase() })],
      [
        'a user',
        (address: string) =>
          person.send(verb.toUpperCase(), address, verb === 'get' || verb === 'delete' ? undefined : { nobodysMember: 1 }),
      ],
    ] as const) {
      if (path === '/api/auth/logout') continue
      const answer = await send(path.replace(/\{\w+\}/g, 'nothing'))
      if (answer.status < 400) {
        await answer.body?.cancel()
        continue
      }
      const what = `${who}: ${verb} ${path} ${answer.status}`
      const documented = operation.responses[String(answer.status)] as
        | { description: string; content: Record<string, { schema: JsonSchema }> }
        | undefined
      const refusal = await answer.json()
      expect(documented, `${what} ${JSON.stringify(refusal)}`).toBeTruthy()
      expect(documented?.description, what).toContain(`\`${refusal.error.code}\``)
      expect(faultsIn(documented?.content['application/json']?.schema ?? {}, refusal, resolve), what).toEqual([])
    }
  }
})
