import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aWave } from '../../tests/audio.ts'
import { root } from '../atrium.ts'
import { textOf } from '../fake-upstream/behaviour.ts'
import { adjust, register } from '../portal.ts'
import { doors, type Stand, startStand } from '../stand.ts'

// The requests stand in the fixture as the document shows them. Only host, token and the id of the conversation are changed.
const samples = new Map(
  readFileSync(join(root, 'e2e/fixtures/published-api.txt'), 'utf8')
    .trim()
    .split('\n\n')
    .map((block) => {
      const [line = '', ...body] = block.split('\n')
      return [line, body.join('\n')] as const
    }),
)

const models = [
  { id: 'deepseek-v3', behaves: 'plain', aliases: ['deepseek-chat'], auto: ['chat', 'code'], price: { input: '0.3', output: '1.2' } },
  { id: 'draws', mode: 'image', price: { perImage: '0.1' } },
  { id: 'hears', mode: 'transcription', price: { perMinute: '6' } },
  { id: 'vectors', mode: 'embedding', price: { input: '0.5' } },
]

// biome-ignore lint/suspicious/noExplicitAny: what comes back has many shapes
type Answer = { status: number; json: any; headers: Headers }

async function answerOf(response: Response): Promise<Answer> {
  return { status: response.status, json: JSON.parse(await response.text()), headers: response.headers }
}

describe.each(doors)('the published API, door %s', (door) => {
  let stand: Stand
  let token = ''
  let userId = 0
  let conversation = 'abc123'
  const sent = new Set<string>()

  const send = async (name: string, as = token): Promise<Answer> => {
    const body = samples.get(name)
    if (body === undefined) throw new Error(`the document has no sample ${name}`)
    sent.add(name)
    const [method = '', path = ''] = name.split(' ')
    const response = await fetch(stand.atrium.url + path.replace('{id}', conversation), {
      method,
      headers: { ...(as && { authorization: `Bearer ${as}` }), ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: body.replace('abc123', conversation) }),
    })
    return answerOf(response)
  }

  beforeAll(async () => {
    stand = await startStand({ door, models, settings: { passwordMinLength: 6 } })
    await register(stand.atrium.url, 'demo', 'demo123')
  })
  afterAll(() => stand?.stop())

  it('registers, and answers with a token', async () => {
    const { status, json } = await send('POST /api/auth/register', '')
    expect([status, json]).toEqual([201, { token: expect.any(String), user: expect.objectContaining({ username: 'demo_user' }) }])
    expect(Number.isInteger(json.user.id)).toBe(true)
    token = json.token
    userId = json.user.id
    await adjust(stand.owner, userId, '20')
  })

  it('signs in', async () => {
    const { status, json } = await send('POST /api/auth/login', '')
    expect([status, json]).toEqual([200, { token: expect.any(String), user: expect.objectContaining({ username: 'demo' }) }])
  })

  it('sells points, a hundred for one', async () => {
    expect((await send('POST /api/superbuddy/points/buy')).json).toMatchObject({ success: true, points: 1000 })
    expect(await send('GET /api/superbuddy/points')).toMatchObject({ status: 200, json: { points: 1000, credit_balance: 10 } })
  })

  it('begins a conversation, and lists it', async () => {
    const { status, json } = await send('POST /api/superbuddy/conversations')
    expect([status, json]).toMatchObject([201, { id: expect.any(String), title: '🔬 超级计算' }])
    conversation = json.id
    const list = await send('GET /api/superbuddy/conversations')
    expect(list.json.conversations).toMatchObject([{ id: conversation, title: '🔬 超级计算', message_count: 0 }])
  })

  it('answers a message for ten points', async () => {
    const { status, json } = await send('POST /api/superbuddy/chat')
    const message = { role: 'assistant', content: textOf(8), timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) }
    expect([status, json]).toMatchObject([200, { assistant_message: message, points: 990 }])
    expect((await send('GET /api/superbuddy/points')).json).toMatchObject({ points: 990, credit_balance: 10 })
    expect((await send('GET /api/superbuddy/conversations')).json.conversations[0].message_count).toBe(2)
  })

  it('without points a message is a 402', async () => {
    const { token: poor } = await register(stand.atrium.url, `poor-${door}`)
    const headers = { authorization: `Bearer ${poor}`, 'content-type': 'application/json' }
    const post = async (path: string, body: object) =>
      answerOf(await fetch(stand.atrium.url + path, { method: 'POST', headers, body: JSON.stringify(body) }))
    const { json } = await post('/api/superbuddy/conversations', { scenario: 'general' })
    expect(await post('/api/superbuddy/chat', { conv_id: json.id, content: 'hi', model: 'auto' })).toMatchObject({
      status: 402,
      json: { error: { code: 'insufficient_points' } },
    })
    expect((await send('POST /v1/chat/completions', poor)).status).toBe(402)
  })

  it('searches titles and messages', async () => {
    expect(await send('POST /api/superbuddy/search?q=关键词')).toMatchObject({ status: 200, json: { results: [], total: 0 } })
    const response = await fetch(`${stand.atrium.url}/api/superbuddy/search?q=分子`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
    })
    const { json } = await answerOf(response)
    expect(json).toMatchObject({ total: 1, results: [{ conversation_id: conversation, snippet: '帮我设计一个<mark>分子</mark>模拟方案' }] })
  })

  it('shares a conversation at a page that anybody may read', async () => {
    const { json } = await send('POST /api/superbuddy/share')
    expect(json.share_url).toMatch(/^\/share\/[\w-]{22}$/)
    const page = await fetch(stand.atrium.url + json.share_url)
    const html = await page.text()
    expect([page.status, html.includes('帮我设计一个分子模拟方案'), html.includes('noindex')]).toEqual([200, true, true])
    expect((await fetch(`${stand.atrium.url}/share/nothing`)).status).toBe(404)
  })

  it('exports a conversation as a file', async () => {
    const { json, headers } = await send('POST /api/superbuddy/conversations/{id}/export')
    expect(headers.get('content-disposition')).toContain('attachment')
    expect(json).toMatchObject({ title: '🔬 超级计算', messages: [{ role: 'user' }, { role: 'assistant', content: textOf(8) }] })
  })

  it('lists the models, auto first, with their prices', async () => {
    const { json } = await send('GET /v1/models')
    expect([json.object, json.data[0].id]).toEqual(['list', 'auto'])
    expect(json.data).toContainEqual(
      expect.objectContaining({ id: 'deepseek-chat', pricing: expect.objectContaining({ input: 0.3, output: 1.2 }) }),
    )
  })

  it('answers a chat completion and says what it cost', async () => {
    const { status, json } = await send('POST /v1/chat/completions')
    expect([status, json]).toMatchObject([200, { choices: [{ message: { content: textOf(8) } }], usage: expect.any(Object) }])
    expect(json._cost).toBeGreaterThan(0)
  })

  it('draws, hears and embeds with the same token', async () => {
    const headers = { authorization: `Bearer ${token}` }
    const post = async (path: string, body: object) =>
      answerOf(
        await fetch(stand.atrium.url + path, {
          method: 'POST',
          headers: { ...headers, 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }),
      )
    expect(await post('/v1/images/generations', { model: 'draws', prompt: '猫' })).toMatchObject({ status: 200, json: { _cost: 0.1 } })
    expect(await post('/v1/images/generations', { model: 'auto', prompt: '猫' })).toMatchObject({ status: 400 })
    expect(await post('/v1/embeddings', { model: 'vectors', input: '文本' })).toMatchObject({
      status: 200,
      json: { data: [{ embedding: expect.any(Array) }], _cost: expect.any(Number) },
    })
    const form = new FormData()
    form.set('model', 'hears')
    form.set('file', new Blob([new Uint8Array(aWave(6))], { type: 'audio/wav' }), 'a.wav')
    const heard = await answerOf(await fetch(`${stand.atrium.url}/v1/audio/transcriptions`, { method: 'POST', headers, body: form }))
    expect(heard).toMatchObject({ status: 200, json: { text: expect.any(String) } })
  })

  it('tells the balance', async () => {
    const { json } = await send('GET /v1/dashboard/billing')
    expect(json).toEqual({ credit_balance: expect.any(Number), currency: 'CNY' })
    expect(json.credit_balance).toBeLessThan(10)
  })

  it('takes a ticket, which its user reads again', async () => {
    const { status, json } = await send('POST /api/tickets')
    expect(status).toBe(201)
    const ticket = { id: json.id, subject: 'BUG反馈', type: 'bug', status: 'open', created_at: expect.any(String) }
    expect(json).toMatchObject({ ...ticket, ticket })
    const read = async (path: string) => answerOf(await fetch(stand.atrium.url + path, { headers: { authorization: `Bearer ${token}` } }))
    expect((await read('/api/tickets')).json.tickets).toMatchObject([ticket])
    expect((await read(`/api/tickets/${json.id}`)).json).toMatchObject({ ticket: { ...ticket, content: '...' }, replies: [] })
  })

  it('sums up what the user did', async () => {
    const { json } = await send('GET /api/user/stats')
    expect(json).toMatchObject({ points: 990, conversations: 1, keys: 0, by_model: expect.any(Array), by_day: expect.any(Array) })
  })

  it('every sample was sent', () => expect([...samples.keys()].filter((name) => !sent.has(name))).toEqual([]))
})

describe('the published API where no operator has connected a model', () => {
  let stand: Stand
  beforeAll(async () => {
    stand = await startStand({ models: [] })
  })
  afterAll(() => stand?.stop())

  it('answers 400 with where one does', async () => {
    const { token } = await register(stand.atrium.url, 'early')
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const body = samples.get('POST /v1/chat/completions') ?? ''
    const answer = await answerOf(await fetch(`${stand.atrium.url}/v1/chat/completions`, { method: 'POST', headers, body }))
    expect(answer).toMatchObject({
      status: 400,
      json: { error: { code: 'not_configured', message: expect.stringContaining('Upstreams') } },
    })
  })
})
