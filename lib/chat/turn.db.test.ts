import { Readable } from 'node:stream'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { createConversation, deleteConversation, restoreConversation } from '@/lib/conversations/change-conversation'
import { listConversations } from '@/lib/conversations/list-conversations'
import { readConversation } from '@/lib/conversations/read-conversation'
import { follow, stopTurn } from '@/lib/conversations/running'
import { pool } from '@/lib/db/pool'
import { db } from '@/lib/db/prisma'
import { freshDatabase } from '@/tests/database'

const callAsUser = vi.hoisted(() => vi.fn())
vi.mock('../gateway/call-as-user', () => ({ callAsUser }))
const { startTurn } = await import('./turn')

const people: { id: number }[] = []
beforeAll(async () => {
  await freshDatabase()
  for (const name of ['a', 'b']) people.push(await db().user.create({ data: { username: name, usernameKey: name }, select: { id: true } }))
})
afterAll(async () => {
  await db().$disconnect()
  await pool().end()
})
const one = () => ({ id: people[0]?.id ?? 0 }) as never

const chunk = (delta: object) => `data: ${JSON.stringify({ model: 'm', choices: [{ delta }] })}\n\n`
const answering = (body: Readable | string, status = 200) => ({ status, headers: { 'x-request-id': 'call_1' }, body })
let body: Readable
beforeEach(() => {
  body = new Readable({ read() {} })
  callAsUser.mockReset()
  callAsUser.mockImplementation(async ({ signal }: { signal: AbortSignal }) => {
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

it('one answer at a time, stop ends it and keeps what was said', async () => {
  const { id } = await createConversation({ userId: people[0]?.id ?? 0 })
  const stream = await turn(id, { text: 'first' })
  await expect(turn(id, { text: 'second' })).rejects.toMatchObject({ code: 'busy' })
  body.push(chunk({ content: 'half' }))
  await new Promise((done) => setTimeout(done, 20))
  expect(stopTurn(id)).toBe(true)
  expect((await all(stream)).at(-1)).toMatchObject({ messageMetadata: { status: 'stopped' } })
  const { messages } = await readConversation({ id, userId: people[0]?.id ?? 0 })
  expect(messages.at(-1)).toMatchObject({ parts: [{ text: 'half' }], metadata: { status: 'stopped' } })
})

it('a refused call keeps the question and says why', async () => {
  const { id } = await createConversation({ userId: people[0]?.id ?? 0 })
  callAsUser.mockResolvedValue(
    answering(JSON.stringify({ error: { message: 'too poor', code: 'insufficient_quota', reason: 'insufficient_balance' } }), 402),
  )
  const events = await all(await turn(id, { text: 'hi' }))
  expect(events.at(-1)).toMatchObject({
    messageMetadata: { status: 'failed', errorCode: 'insufficient_balance', errorMessage: 'too poor' },
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
  expect(callAsUser.mock.calls[1]?.[0].body.messages).toEqual([{ role: 'user', content: 'question' }])
  const after = await readConversation({ id, userId: people[0]?.id ?? 0 })
  expect(after.messages.map(({ parts }) => parts[0]?.text)).toEqual(['question', 'two'])
})

it('nobody reads, stops or finds the conversation of another', async () => {
  const mine = await createConversation({ userId: people[0]?.id ?? 0, title: '量子 100%' })
  const other = people[1]?.id ?? 0
  await expect(readConversation({ id: mine.id, userId: other })).rejects.toMatchObject({ code: 'not_found' })
  await expect(deleteConversation({ id: mine.id, userId: other })).rejects.toMatchObject({ code: 'not_found' })
  expect((await listConversations({ userId: other, search: '量子', limit: 10 })).conversations).toEqual([])
  expect((await listConversations({ userId: people[0]?.id ?? 0, search: '100%', limit: 10 })).conversations).toHaveLength(1)
  await deleteConversation({ id: mine.id, userId: people[0]?.id ?? 0 })
  await expect(readConversation({ id: mine.id, userId: people[0]?.id ?? 0 })).rejects.toMatchObject({ code: 'not_found' })
  await expect(restoreConversation({ id: mine.id, userId: people[0]?.id ?? 0 })).resolves.toMatchObject({ title: '量子 100%' })
})
