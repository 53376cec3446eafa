import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { changeConversation, createConversation, deleteConversation, restoreConversation } from '@/lib/conversations/change-conversation'
import { listConversations } from '@/lib/conversations/list-conversations'
import { planTurn } from '@/lib/conversations/messages'
import { checkOwner, readConversation } from '@/lib/conversations/read-conversation'
import { follow, stopTurn } from '@/lib/conversations/running'
import { longestConversation } from '@/lib/conversations/schema'
import { pool } from '@/lib/db/pool'
import { db } from '@/lib/db/prisma'
import { fail } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { settingsReady } from '@/lib/settings/settings'
import { freshDatabase } from '@/tests/database'

const gateway = vi.hoisted(() => ({ admitAsUser: vi.fn(), answerAsUser: vi.fn(), dropCall: vi.fn(async (_, error) => error) }))
vi.mock('@/lib/gateway/serve-user', () => gateway)
const { startTurn } = await import('./turn')

const people: { id: number }[] = []
beforeAll(async () => {
  await freshDatabase()
  await settingsReady()
  for (const name of ['a', 'b']) people.push(await db().user.create({ data: { username: name, usernameKey: name }, select: { id: true } }))
})
afterAll(async () => {
  await db().$disconnect()
  await pool().end()
})
const one = () => ({ id: people[0]?.id ?? 0 }) as never

const chunk = (delta: object) => `data: ${JSON.stringify({ model: 'm', choices: [{ delta }] })}\n\n`
const callId = newId('call')
const answering = (body: Readable | string, status = 200) => ({ status, headers: { 'x-request-id': callId }, body })
const settle = `insert into usage_records (time, id, user_id, wallet_id, group_name, endpoint, protocol, model, stream, multiplier, hold, charge,
    status, input_tokens, cached_tokens, output_tokens, reasoning_tokens)
  values (now(), $1, 1, 1, 'default', 'chat/completions', 'openai', 'm', true, 10000, 9, 5, 499, 7, 0, 2, 0)`
let body: Readable
beforeEach(() => {
  body = new Readable({ read() {} })
  gateway.admitAsUser.mockReset()
  gateway.dropCall.mockClear()
  gateway.answerAsUser.mockReset()
  gateway.answerAsUser.mockImplementation(async (_: unknown, signal: AbortSignal) => {
    signal.addEventListener('abort', () => body.destroy())
    return answering(body)
  })
})
const all = async (stream: ReadableStream<{ type: string }>) => {
  const events: { type: string; messageMetadata?: { status: string } }[] = []
  for await (const event of stream) events.push(event)
  return events
}
const turn = (id: string, rest: object) => startTurn({ id, user: one(), address: null, turn: { model: 'm', ...rest } as never })

it('an answer is written to the end although the page was closed, and a second page sees it from the beginning', async () => {
  const { id } = await createConversation({ userId: people[0]?.id ?? 0 })
  const stream = await turn(id, { text: '你好，世界' })
  await stream.cancel()
  body.push(chunk({ content: 'Hel' }))
  const again = follow<{ type: string }>(id)
  body.push(chunk({ content: 'lo' }))
  body.push('data: {"choices":[],"usage":{"prompt_tokens":2,"completion_tokens":2},"_cost":0.000000001}\n\ndata: [DONE]\n\n')
  body.push(null)
  const events = again ? await all(again) : []
  expect(events[0]?.type).toBe('start')
  expect(events.at(-1)).toMatchObject({ type: 'finish', messageMetadata: { status: 'complete' } })
  const stored = await readConversation({ id, userId: people[0]?.id ?? 0 })
  expect(stored.conversation.title).toBe('你好，世界')
  expect(stored.messages.map(({ role, parts }) => [role, parts.at(-1)?.text])).toEqual([
    ['user', '你好，世界'],
    ['assistant', 'Hello'],
  ])
  expect(JSON.stringify(stored.messages[1]?.metadata.charge)).toBe('0.000000001')
})

it('one answer at a time, stop ends it, keeps what was said and tells what it came to', async () => {
  const { id } = await createConversation({ userId: people[0]?.id ?? 0 })
  const stream = await turn(id, { text: 'first' })
  await expect(turn(id, { text: 'second' })).rejects.toMatchObject({ code: 'busy' })
  body.push(chunk({ content: 'half' }))
  await new Promise((done) => setTimeout(done, 20))
  expect(stopTurn(id)).toBe(true)
  setTimeout(() => void pool().query(settle, [callId]), 60)
  const facts = { status: 'stopped', inputTokens: 7, outputTokens: 2 }
  expect((await all(stream)).at(-1)).toMatchObject({ messageMetadata: facts })
  const { messages } = await readConversation({ id, userId: people[0]?.id ?? 0 })
  expect(messages.at(-1)).toMatchObject({ parts: [{ text: 'half' }], metadata: facts })
  expect(JSON.stringify(messages.at(-1)?.metadata.charge)).toBe('0.000000005')
})

it('a stranger’s turn never stands in the owner’s way, and of two turns of the owner one goes on and one is told', async () => {
  const { id } = await createConversation({ userId: people[0]?.id ?? 0 })
  const stranger = () => startTurn({ id, user: { id: people[1]?.id ?? 0 } as never, address: null, turn: { model: 'm', text: 'mine now' } })
  const strangers = Promise.allSettled(Array.from({ length: 20 }, stranger))
  const own = await Promise.allSettled([turn(id, { text: 'first' }), turn(id, { text: 'second' })])
  for (const refused of await strangers) expect(refused).toMatchObject({ reason: { code: 'not_found' } })
  expect(own.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(own.filter(({ status }) => status === 'rejected')).toMatchObject([{ reason: { code: 'busy' } }])
  body.push(null)
  for (const each of own) if (each.status === 'fulfilled') await all(each.value)
  expect((await readConversation({ id, userId: people[0]?.id ?? 0 })).messages).toHaveLength(2)
})

it('what cannot be stored is replaced in what is stored, and nothing else is lost', async () => {
  const { id } = await createConversation({ userId: people[0]?.id ?? 0 })
  const stream = await turn(id, { text: 'hi' })
  body.push(chunk({ reasoning_content: 'h\0m' }))
  // A character of two UTF-16 halves may come in two pieces, and one half may come alone.
  for (const content of ['a\0b', '\ud83d', '\ude00', '\ud800', 'c']) body.push(chunk({ content }))
  body.push('data: {"model":"m\\u0000","choices":[],"usage":{"prompt_tokens":1e300,"completion_tokens":2.5}}\n\n')
  body.push('data: {"error":{"message":"no\\u0000","code":"bad\\u0000"}}\n\n')
  body.push(null)
  const events = (await all(stream)) as { type: string; delta?: string; messageMetadata?: { status: string } }[]
  expect(events.flatMap(({ delta }) => delta ?? []).join('')).toBe('h\0ma\0b😀\ud800c')
  const { messages } = await readConversation({ id, userId: people[0]?.id ?? 0 })
  expect(messages[1]?.parts).toEqual([
    { type: 'reasoning', text: 'h\ufffdm' },
    { type: 'text', text: 'a\ufffdb😀\ufffdc' },
  ])
  expect(messages[1]?.metadata).toMatchObject({
    status: 'failed',
    model: 'm\ufffd',
    errorCode: 'bad\ufffd',
    inputTokens: null,
    outputTokens: null,
  })
  expect(events.at(-1)).toMatchObject({ type: 'finish', messageMetadata: { status: 'failed' } })
})

it('a turn that limits or money refuse leaves nothing behind, and the next one may begin', async () => {
  const { id } = await createConversation({ userId: people[0]?.id ?? 0 })
  gateway.admitAsUser.mockRejectedValue(fail('insufficient_quota', { more: { reason: 'insufficient_balance' } }))
  for (let tries = 0; tries < 2; tries++) await expect(turn(id, { text: 'hi' })).rejects.toMatchObject({ code: 'insufficient_quota' })
  const { messages, conversation } = await readConversation({ id, userId: people[0]?.id ?? 0 })
  expect([messages, conversation.title]).toEqual([[], ''])
})

it('a turn whose conversation goes meanwhile is not kept, and its hold is given back', async () => {
  const { id } = await createConversation({ userId: people[0]?.id ?? 0 })
  gateway.admitAsUser.mockImplementation(() => deleteConversation({ id, userId: people[0]?.id ?? 0 }))
  await expect(turn(id, { text: 'hi' })).rejects.toMatchObject({ code: 'not_found' })
  expect(gateway.dropCall).toHaveBeenCalledTimes(1)
  expect(gateway.answerAsUser).not.toHaveBeenCalled()
  expect(await db().message.count({ where: { conversationId: id } })).toBe(0)
})

it('a conversation holds a bounded amount, and so does a day of one user', async () => {
  const [userId, other] = [people[0]?.id ?? 0, people[1]?.id ?? 0]
  const { id } = await createConversation({ userId })
  const long = [{ type: 'text', text: 'x'.repeat(longestConversation - 3) }]
  await db().message.create({ data: { id: newId('message'), conversationId: id, role: 'user', parts: long } })
  await expect(turn(id, { text: 'four' })).rejects.toMatchObject({ code: 'conversation_full' })
  expect(gateway.admitAsUser).not.toHaveBeenCalled()

  const noise = () => [{ type: 'text', text: randomBytes(2_700_000).toString('base64') }] // Random bytes, so that nothing can be compressed.
  const row = () => ({ id: newId('message'), conversationId: id, role: 'user', parts: noise() })
  await db().message.createMany({ data: Array.from({ length: 5 }, row) })
  await expect(createConversation({ userId })).resolves.toBeTruthy()
  await db().message.update({ where: { id: (await db().message.create({ data: row() })).id }, data: { createdAt: new Date(0) } })
  await expect(createConversation({ userId })).resolves.toBeTruthy()
  await db().message.create({ data: row() })
  const full = { code: 'chat_day_full', facts: { retryAfter: expect.toSatisfy((seconds) => seconds > 0 && seconds <= 86_400) } }
  await expect(createConversation({ userId })).rejects.toMatchObject(full)
  await expect(changeConversation({ id, userId, systemPrompt: 'more' })).rejects.toMatchObject(full)
  await expect(turn(id, { text: 'more' })).rejects.toMatchObject(full)
  await deleteConversation({ id, userId })
  await expect(createConversation({ userId })).rejects.toMatchObject(full)
  await expect(createConversation({ userId: other })).resolves.toBeTruthy()
  await db().message.deleteMany({ where: { conversationId: id } })
})

it('a conversation of very many short messages is full too', async () => {
  const { id } = await createConversation({ userId: people[0]?.id ?? 0 })
  const fill = `insert into messages (id, conversation_id, role, parts)
    select 'msg_short' || m, $1, 'user', '[{"type":"text","text":"x"}]' from generate_series($2::int, $3::int) m`
  const most = longestConversation / 500
  await pool().query(fill, [id, 1, most - 1])
  await expect(planTurn({ id, userId: people[0]?.id ?? 0, turn: { model: 'm', text: 'more' } })).resolves.toBeTruthy()
  await pool().query(fill, [id, most, most])
  await expect(turn(id, { text: 'more' })).rejects.toMatchObject({ code: 'conversation_full' })
  await db().message.deleteMany({ where: { conversationId: id } })
})

it('a call that fails keeps the question and says why', async () => {
  const { id } = await createConversation({ userId: people[0]?.id ?? 0 })
  gateway.answerAsUser.mockResolvedValue(answering(JSON.stringify({ error: { message: 'too late', code: 'upstream_timeout' } }), 504))
  const events = await all(await turn(id, { text: 'hi' }))
  expect(events.at(-1)).toMatchObject({
    messageMetadata: { status: 'failed', errorCode: 'upstream_timeout', errorMessage: 'too late' },
  })
  const { messages } = await readConversation({ id, userId: people[0]?.id ?? 0 })
  expect(messages.map(({ role }) => role)).toEqual(['user', 'assistant'])
})

it('answering anew makes a branch: the model sees the question, not its first answer', async () => {
  const { id } = await createConversation({ userId: people[0]?.id ?? 0 })
  const first = await turn(id, { text: 'question' })
  body.push(chunk({ content: 'one' }))
  body.push(null)
  await all(first)
  const before = await readConversation({ id, userId: people[0]?.id ?? 0 })
  body = new Readable({ read() {} })
  const second = await turn(id, { regenerate: before.messages[1]?.id })
  body.push(chunk({ content: 'two' }))
  body.push(null)
  await all(second)
  expect(gateway.admitAsUser.mock.calls[1]?.[0].body.messages).toEqual([{ role: 'user', content: 'question' }])
  const after = await readConversation({ id, userId: people[0]?.id ?? 0 })
  expect(after.messages.map(({ parts }) => parts[0]?.text)).toEqual(['question', 'two'])
})

it('nobody reads, stops or finds the conversation of another', async () => {
  const mine = await createConversation({ userId: people[0]?.id ?? 0, title: '量子 100%' })
  const other = people[1]?.id ?? 0
  const foreign = { id: mine.id, userId: other }
  await expect(readConversation(foreign)).rejects.toMatchObject({ code: 'not_found' })
  for (const does of [checkOwner, deleteConversation, (given: typeof foreign) => changeConversation({ ...given, title: 'theirs' })])
    await expect(does(foreign)).rejects.toMatchObject({ code: 'not_found' })
  await expect(
    startTurn({ id: mine.id, user: { id: other } as never, address: null, turn: { model: 'm', text: 'x' } }),
  ).rejects.toMatchObject({
    code: 'not_found',
  })
  expect((await listConversations({ userId: other, search: '量子', limit: 10 })).conversations).toEqual([])
  expect((await listConversations({ userId: people[0]?.id ?? 0, search: '100%', limit: 10 })).conversations).toHaveLength(1)
  await deleteConversation({ id: mine.id, userId: people[0]?.id ?? 0 })
  await expect(readConversation({ id: mine.id, userId: people[0]?.id ?? 0 })).rejects.toMatchObject({ code: 'not_found' })
  await expect(restoreConversation(foreign)).rejects.toMatchObject({ code: 'not_found' })
  await expect(restoreConversation({ id: mine.id, userId: people[0]?.id ?? 0 })).resolves.toMatchObject({ title: '量子 100%' })
})
