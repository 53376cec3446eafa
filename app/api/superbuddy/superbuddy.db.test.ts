import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { textOf } from '@/e2e/fake-upstream/behaviour'
import { pool } from '@/lib/db/pool'
import { transaction } from '@/lib/db/transaction'
import { buyPoints } from '@/lib/ledger/points/buy-points'
import { sweepPoints } from '@/lib/ledger/points/settle-points'
import { transfer } from '@/lib/ledger/wallet/transfer'
import { verifyBooks } from '@/lib/ledger/wallet/verify-books'
import { walletOf } from '@/lib/ledger/wallet/wallet-of'
import { changeSettings } from '@/lib/settings/change-settings'
import { refreshUser, usersReady } from '@/lib/users/users'
import { anUpstream, catalogOf, type Gateway, startGateway } from '@/tests/gateway'
import { unit } from '@/tests/ledger'
import { type Asked, call, newUser, type TestUser } from '@/tests/portal'
import { POST as turn } from '../conversations/[id]/turn/route'
import { GET as playground } from '../conversations/route'
import { GET as readShared } from '../share/[id]/route'
import { POST as chat } from './chat/route'
import { GET as exported, POST as exportIt } from './conversations/[id]/export/route'
import { GET as messagesOf } from './conversations/[id]/messages/route'
import { PATCH as change, GET as one, DELETE as remove } from './conversations/[id]/route'
import { POST as begin, GET as list } from './conversations/route'
import { POST as buy } from './points/buy/route'
import { GET as points } from './points/route'
import { POST as search, GET as searchToo } from './search/route'
import { PATCH as changeShare, DELETE as revoke } from './share/[id]/route'
import { POST as share, GET as shares } from './share/route'

let gateway: Gateway
let user: TestUser
let stranger: TestUser
const models = ['plain', 'out-3', 'status-500', 'cut-2', 'slow-30x40'].map((id) => ({ id, auto: id === 'plain' ? ['chat'] : [] }))

beforeAll(async () => {
  gateway = await startGateway()
  await usersReady()
  await gateway.apply(catalogOf([anUpstream(gateway.upstream.url)], models, [], { rateUser: 100_000, rateAddress: 100_000 }))
})
afterAll(() => gateway.stop())
beforeEach(async () => {
  ;[user, stranger] = [await newUser(), await newUser()]
  const { walletId, id } = user.user
  const gift = { walletId, account: 'cash', amount: 10n * unit, counterpart: 'paymentsIn', kind: 'test' } as const
  await transaction((tx) => transfer(tx, { ...gift, idempotencyKey: `gift:${id}` }))
})

const as = (given: Asked = {}) => ({ token: user.token, ...given })
const begun = async (body: object = {}) => (await call(begin, as({ body }))).json as { id: string }
const ask = (id: string, more: object = {}) => call(chat, as({ body: { conv_id: id, content: '帮我设计一个分子模拟方案', ...more } }))
const withPoints = (nanos: bigint) => buyPoints({ actor: { id: user.user.id }, amountNanos: nanos })
const pointsNow = async () => (await walletOf(user.user.id)).points

it('a message costs ten points and no money, and its call is recorded as any other', async () => {
  await withPoints(unit / 4n)
  const { json: made } = await call(begin, as({ body: { title: '🔬 超级计算', scenario: 'science' } }))
  expect(made).toMatchObject({ title: '🔬 超级计算', scenario: 'science', message_count: 0 })
  const { status, json } = await ask(made.id)
  expect([status, json.points, json.assistant_message.content]).toEqual([200, 15, textOf(8)])
  expect(json.assistant_message).toMatchObject({ role: 'assistant', status: 'complete', model: 'plain', timestamp: expect.any(String) })
  const { rows } = await pool().query(
    'select status, charge, hold, multiplier, model, model_used, output_tokens from usage_records where user_id = $1',
    [user.user.id],
  )
  expect(rows).toMatchObject([{ status: 200, charge: 0n, hold: 0n, multiplier: 0, model: 'auto', model_used: 'plain', output_tokens: 8 }])
  expect((await walletOf(user.user.id)).cashNanos).toBe(9_750_000_000n)
  expect((await call(messagesOf, as({ params: { id: made.id } }))).json.messages).toMatchObject([
    { role: 'user', content: '帮我设计一个分子模拟方案' },
    { role: 'assistant', content: textOf(8) },
  ])
  await ask(made.id)
  expect(await ask(made.id)).toMatchObject({ status: 402, json: { error: { code: 'insufficient_points' } } })
  expect((await call(list, as())).json.conversations).toMatchObject([{ id: made.id, message_count: 4 }])
  expect(await verifyBooks()).toEqual([])
})

it('twenty-five points are two messages, however many conversations ask at once', async () => {
  await withPoints(unit / 4n)
  const ids = await Promise.all(Array.from({ length: 12 }, async () => (await begun()).id))
  const answers = await Promise.all(ids.map((id) => ask(id)))
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, ...Array(10).fill(402)])
  expect(await pointsNow()).toBe(5n)
})

it('the points come back when the model fails, before and within its answer', async () => {
  await withPoints(unit)
  const { id } = await begun()
  for (const model of ['status-500', 'cut-2']) {
    expect(await ask(id, { model }), model).toMatchObject({ status: 502, json: { error: { code: 'upstream_failed' } } })
    expect(await pointsNow(), model).toBe(100n)
  }
  expect(await ask(id, { model: 'nowhere' })).toMatchObject({ status: 404, json: { error: { code: 'model_not_found' } } })
  await sweepPoints()
  expect(await pointsNow()).toBe(100n)
  expect(await verifyBooks()).toEqual([])
})

it('one message at a time in a conversation', async () => {
  await withPoints(unit)
  const { id } = await begun()
  const answers = await Promise.all([ask(id, { model: 'slow-30x40' }), ask(id, { model: 'slow-30x40' })])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  expect(await pointsNow()).toBe(90n)
})

it('streams the answer, with what is left at its end', async () => {
  await withPoints(unit)
  const { id } = await begun()
  const body = JSON.stringify({ conv_id: id, content: 'hi', model: 'out-3', stream: true })
  const headers = { authorization: `Bearer ${user.token}`, 'content-type': 'application/json', host: 'portal.test' }
  const response = await chat(new Request('http://portal.test/api', { method: 'POST', headers, body }))
  expect(response.headers.get('content-type')).toContain('text/event-stream')
  const events = (await response.text()).trim().split('\n\n')
  expect(events.pop()).toBe('data: [DONE]')
  const said = events.map((line) => JSON.parse(line.slice('data: '.length)))
  expect(said.flatMap(({ delta }) => delta ?? []).join('')).toBe(textOf(3))
  expect(said.at(-1)).toMatchObject({ assistant_message: { content: textOf(3), status: 'complete' }, points: 90 })
})

it('while nothing is configured a message is a 400 that says where, and costs nothing', async () => {
  const { id } = await begun()
  await gateway.apply(catalogOf([anUpstream(gateway.upstream.url, { enabled: false })], models))
  for (const model of ['auto', 'gpt-9'])
    expect(await ask(id, { model })).toMatchObject({
      status: 400,
      json: { error: { code: 'not_configured', message: expect.stringContaining('Upstreams') } },
    })
  await withPoints(unit)
  expect(await ask(id, { model: 'eliza' })).toMatchObject({ status: 200, json: { points: 90 } })
  await gateway.apply(catalogOf([anUpstream(gateway.upstream.url)], models, [], { rateUser: 100_000, rateAddress: 100_000 }))
})

it('conversations are those of the playground: seen at both, and one begun here costs points there too', async () => {
  await withPoints(unit)
  const { id } = await begun({ scenario: 'code' })
  const { json } = await call(playground, as())
  expect(json.conversations).toMatchObject([{ id, scenario: 'code', systemPrompt: expect.stringContaining('编程') }])
  const headers = { authorization: `Bearer ${user.token}`, 'content-type': 'application/json', host: 'portal.test' }
  const asked = new Request('http://portal.test/api', { method: 'POST', headers, body: JSON.stringify({ text: 'hi', model: 'plain' }) })
  await (await turn(asked, { params: Promise.resolve({ id }) })).text()
  expect([await pointsNow(), (await walletOf(user.user.id)).cashNanos]).toEqual([90n, 9n * unit])
})

it('an operator’s prompt counts from the next conversation on, and another scenario brings its own', async () => {
  await changeSettings({ promptData: 'Count twice.' }, { id: null })
  const { id } = await begun({ scenario: 'data' })
  const promptOf = async () => (await pool().query('select system_prompt from conversations where id = $1', [id])).rows[0].system_prompt
  expect(await promptOf()).toBe('Count twice.')
  expect(await call(change, as({ method: 'PATCH', params: { id }, body: { scenario: 'translate', title: 'T' } }))).toMatchObject({
    status: 200,
    json: { scenario: 'translate', title: 'T' },
  })
  expect(await promptOf()).toContain('翻译')
  expect(await call(begin, as({ body: { scenario: 'cooking' } }))).toMatchObject({
    status: 400,
    json: { error: { fields: { scenario: expect.any(String) } } },
  })
})

it('buys at the rate of the settings; anything else than a small decimal above nothing is refused by its name', async () => {
  expect((await call(points, as())).json).toMatchObject({ points: 0, credit_balance: 10, per_message: 10, per_unit: 100 })
  for (const amount of [-1, 0, '0', 1e-9, 1e30, '1e3', '１００', 100.001, null, true, 'NaN', '']) {
    const { status, json } = await call(buy, as({ body: { amount } }))
    expect([status, Object.keys(json.error.fields)], String(amount)).toEqual([400, ['amount']])
  }
  for (const more of ['points', 'userId', 'balance', 'status'])
    expect((await call(buy, as({ body: { amount: 1, [more]: 7 } }))).json.error).toMatchObject({ code: 'unknown_member' })
  expect(await call(buy, as({ body: { amount: '10.01' } }))).toMatchObject({ status: 402, json: { error: { code: 'insufficient_funds' } } })
  expect((await call(buy, as({ body: { amount: 10 } }))).json).toEqual({ success: true, points: 1000, credit_balance: 0 })
  expect(await pointsNow()).toBe(1000n)
})

it('buys once under a key, and another amount under it is refused', async () => {
  const under = (amount: number) => call(buy, as({ body: { amount }, headers: { 'idempotency-key': 'click' } }))
  expect([(await under(1)).json.points, (await under(1)).json.points]).toEqual([100, 100])
  expect(await under(2)).toMatchObject({ status: 409, json: { error: { code: 'idempotency_conflict' } } })
})

it('searches titles and messages, Chinese too, one’s own alone, page by page', async () => {
  await withPoints(unit)
  const { id } = await begun({ title: '关于分子模拟' })
  await ask(id, { content: '  请用<b>分子</b>动力学\n算 100% 的水 ' })
  await ask(id, { content: 'nothing of it' })
  const { json } = await call(search, as({ method: 'POST', query: { q: '分子' } }))
  expect(json.total).toBe(2)
  expect(json.results).toContainEqual(
    expect.objectContaining({ conversation_id: id, message_id: null, snippet: '关于<mark>分子</mark>模拟' }),
  )
  expect(json.results).toContainEqual(
    expect.objectContaining({ role: 'user', snippet: '请用&lt;b&gt;<mark>分子</mark>&lt;/b&gt;动力学 算 100% 的水' }),
  )
  const first = await call(searchToo, as({ query: { q: '分子', limit: 1 } }))
  const next = await call(searchToo, as({ query: { q: '分子', limit: 1, cursor: first.json.next_cursor } }))
  expect([first.json.total, next.json.total, next.json.next_cursor]).toEqual([2, 2, null])
  expect([...first.json.results, ...next.json.results]).toEqual(json.results)
  expect((await call(searchToo, as({ query: { q: '0%' } }))).json.total).toBe(1)
  expect((await call(searchToo, as({ query: { q: '_' } }))).json.total).toBe(0)
  expect((await call(searchToo, { token: stranger.token, query: { q: '分子' } })).json).toMatchObject({ results: [], total: 0 })
  expect(await call(searchToo, as())).toMatchObject({ status: 400, json: { error: { fields: { q: expect.any(String) } } } })
  await call(remove, as({ method: 'DELETE', params: { id } }))
  expect((await call(searchToo, as({ query: { q: '分子' } }))).json.total).toBe(0)
})

it('nobody reads, changes, shares or exports what belongs to somebody else', async () => {
  const { id } = await begun()
  const asStranger = (more: Asked = {}) => ({ token: stranger.token, params: { id }, ...more })
  for (const asked of [
    call(one, asStranger()),
    call(change, asStranger({ method: 'PATCH', body: { title: 'x' } })),
    call(remove, asStranger({ method: 'DELETE' })),
    call(messagesOf, asStranger()),
    call(exported, asStranger()),
    call(chat, asStranger({ body: { conv_id: id, content: 'hi' } })),
    call(share, asStranger({ body: { conv_id: id } })),
  ])
    expect((await asked).status).toBe(404)
})

it('pages through messages in their order', async () => {
  await withPoints(unit)
  const { id } = await begun()
  for (const content of ['one', 'two']) await ask(id, { content, model: 'out-3' })
  const all: string[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const query: Record<string, string | number> = { limit: 3, ...(cursor && { cursor }) }
    const { json } = await call(messagesOf, as({ params: { id }, query }))
    all.push(...json.messages.map(({ content }: { content: string }) => content))
    cursor = json.next_cursor
  }
  expect(all).toEqual(['one', textOf(3), 'two', textOf(3)])
})

it('a share is a copy of its moment, and is gone when it is revoked, expired, deleted or its owner disabled', async () => {
  await withPoints(unit)
  const { id } = await begun({ title: 'T' })
  expect(await call(share, as({ body: { conv_id: id } }))).toMatchObject({ status: 400 })
  await ask(id, { content: 'first' })
  const { status, json: made } = await call(share, as({ body: { conv_id: id } }))
  expect([status, made.share_url]).toEqual([201, `/share/${made.id}`])
  expect(Buffer.from(made.id, 'base64url')).toHaveLength(16)
  const seen = () => call(readShared, { params: { id: made.id } })
  const words = async () => (await seen()).json.messages.map(({ content }: { content: string }) => content)
  await ask(id, { content: 'second' })
  expect(await words()).toEqual(['first', textOf(8)])
  expect(JSON.stringify((await seen()).json)).not.toContain(user.user.username)
  const { json: listed } = await call(messagesOf, as({ params: { id } }))
  const only = { message_ids: [listed.messages[2].id] }
  await call(changeShare, as({ method: 'PATCH', params: { id: made.id }, body: only }))
  expect(await words()).toEqual(['second'])
  await call(changeShare, as({ method: 'PATCH', params: { id: made.id }, body: { renew: true } }))
  expect(await words()).toHaveLength(4)
  expect((await call(shares, as({ query: { conv_id: id } }))).json.shares).toMatchObject([
    { id: made.id, message_count: 4, expired: false },
  ])
  expect((await call(revoke, { token: stranger.token, method: 'DELETE', params: { id: made.id } })).status).toBe(404)

  const set = (change: string) => pool().query(change, [made.id])
  await set("update shares set expires_at = now() - interval '1 second' where id = $1")
  expect((await seen()).status).toBe(404)
  expect((await call(shares, as())).json.shares).toMatchObject([{ expired: true }])
  const later = { expires_at: new Date(Date.now() + 60_000).toISOString() }
  await call(changeShare, as({ method: 'PATCH', params: { id: made.id }, body: later }))
  expect((await seen()).status).toBe(200)
  await pool().query('update users set enabled = false where id = $1', [user.user.id])
  expect((await seen()).status).toBe(404)
  await pool().query('update users set enabled = true where id = $1', [user.user.id])
  await refreshUser(user.user.id)
  await set('update conversations set deleted_at = now() from shares where shares.conversation_id = conversations.id and shares.id = $1')
  expect((await seen()).status).toBe(404)
  await set('update conversations set deleted_at = null from shares where shares.conversation_id = conversations.id and shares.id = $1')
  expect((await call(revoke, as({ method: 'DELETE', params: { id: made.id } }))).status).toBe(204)
  expect((await seen()).status).toBe(404)
})

it('exports a conversation as a file, in JSON and in Markdown', async () => {
  await withPoints(unit)
  const { id } = await begun({ title: '报告', scenario: 'writing' })
  await ask(id, { content: 'write' })
  for (const [verb, method] of [
    [exportIt, 'POST'],
    [exported, 'GET'],
  ] as const) {
    const { json, headers } = await call(verb, as({ method, params: { id } }))
    expect(headers.get('content-disposition')).toBe(`attachment; filename="${id}.json"`)
    expect(json).toMatchObject({ title: '报告', scenario: 'writing', messages: [{ content: 'write' }, { content: textOf(8) }] })
  }
  const url = 'http://portal.test/api?format=markdown'
  const file = await exported(new Request(url, { headers: { authorization: `Bearer ${user.token}` } }), { params: Promise.resolve({ id }) })
  expect(file.headers.get('content-type')).toContain('text/markdown')
  expect(await file.text()).toBe(`# 报告\n\n## User\n\nwrite\n\n## Assistant (plain)\n\n${textOf(8).trim()}\n`)
})
