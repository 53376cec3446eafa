import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import OpenAI, { toFile } from 'openai'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { pool } from '@/lib/db/pool'
import { completeUpload } from '@/lib/files/complete-upload'
import { eraseUploads } from '@/lib/files/erase-uploads'
import { anUpstream, catalogOf, type Gateway, startGateway, type TestCaller } from '@/tests/gateway'

let gateway: Gateway
let client: OpenAI

const mebibyte = 1024 * 1024
const clientOf = ({ secret }: TestCaller) => new OpenAI({ baseURL: `${gateway.url}/apiv2`, apiKey: secret, maxRetries: 0 })
const big = Buffer.from(Array.from({ length: 3_000_000 }, (_, at) => (at * 7) % 251))
const md5Of = (bytes: Buffer) => createHash('md5').update(bytes).digest('hex')

beforeAll(async () => {
  gateway = await startGateway()
  await gateway.apply(catalogOf([anUpstream(gateway.upstream.url)], [{ id: 'plain' }], [], { fileQuotaMegabytes: 8 }))
  client = clientOf(await gateway.caller())
})
afterAll(() => gateway.stop())

const begin = (bytes: number, from = client, more: object = {}) =>
  from.uploads.create({ bytes, filename: 'data.jsonl', mime_type: 'application/jsonl', purpose: 'batch', ...more })
const send = async (id: string, bytes: Buffer, from = client) => from.uploads.parts.create(id, { data: await toFile(bytes, 'part') })
const wrong = (param: string, words: RegExp, status = 400) => ({ status, param, message: expect.stringMatching(words) })
const rowsOf = async (table: string) => Number((await pool().query(`select count(*) as n from ${table}`)).rows[0].n)

it('parts of any length, sent at once, are one file in the order that is named', async () => {
  const upload = await begin(big.length)
  expect(upload).toMatchObject({
    object: 'upload',
    status: 'pending',
    bytes: big.length,
    filename: 'data.jsonl',
    purpose: 'batch',
    file: null,
  })
  expect(upload.expires_at - upload.created_at).toBe(3600)
  const cuts = [0, 1, 700_000, mebibyte + 5, 2 * mebibyte, big.length]
  const pieces = cuts.slice(1).map((to, at) => big.subarray(cuts[at], to))
  const parts = await Promise.all(pieces.map((piece) => send(upload.id, piece)))
  expect(parts[0]).toMatchObject({ object: 'upload.part', upload_id: upload.id, created_at: expect.any(Number) })
  const done = await client.uploads.complete(upload.id, { part_ids: parts.map(({ id }) => id), md5: md5Of(big).toUpperCase() })
  expect(done).toMatchObject({
    id: upload.id,
    status: 'completed',
    file: { object: 'file', bytes: big.length, filename: 'data.jsonl', purpose: 'batch' },
  })
  const id = done.file?.id ?? ''
  expect(Buffer.from(await (await client.files.content(id)).arrayBuffer()).equals(big)).toBe(true)
  const range = { headers: { range: 'bytes=2097150-2097153' } }
  expect(Buffer.from(await (await client.files.content(id, range)).arrayBuffer())).toEqual(big.subarray(2_097_150, 2_097_154))
  expect(await rowsOf('upload_chunks')).toBe(0)
  expect((await client.files.list()).data.map((file) => file.id)).toEqual([id])
})

it('what is complete is told again, and is neither added to nor cancelled', async () => {
  const upload = await begin(3)
  const part = await send(upload.id, Buffer.from('abc'))
  const once = await client.uploads.complete(upload.id, { part_ids: [part.id] })
  expect(await client.uploads.complete(upload.id, { part_ids: [part.id] })).toEqual(once)
  await expect(send(upload.id, Buffer.from('d'))).rejects.toMatchObject(wrong('upload_id', /was completed/))
  await expect(client.uploads.cancel(upload.id)).rejects.toMatchObject(wrong('upload_id', /was completed/))
  await client.files.delete(once.file?.id ?? '')
  expect(await client.uploads.complete(upload.id, { part_ids: [part.id] })).toMatchObject({ status: 'completed', file: null })
})

it('two who complete at once make one file', async () => {
  const upload = await begin(6)
  const { id } = await send(upload.id, Buffer.from('abcdef'))
  const both = await Promise.all([1, 2, 3].map(() => client.uploads.complete(upload.id, { part_ids: [id] })))
  expect(new Set(both.map(({ file }) => file?.id)).size).toBe(1)
})

it('many who complete at once leave connections to everybody else', async () => {
  const owner = await gateway.caller()
  const upload = await begin(3, clientOf(owner))
  const { id } = await send(upload.id, Buffer.from('abc'), clientOf(owner))
  const other = await pool().connect()
  await other.query('begin')
  await other.query('select from uploads where id = $1 for update', [upload.id])
  const asked = { uploadId: upload.id, userId: owner.userId, partIds: [id], md5: undefined }
  const all = Promise.all(Array.from({ length: 30 }, () => completeUpload(asked)))
  try {
    await expect.poll(() => pool().totalCount - pool().idleCount).toBeGreaterThan(1)
    await sleep(300)
    expect(pool().waitingCount).toBe(0)
  } finally {
    await other.query('rollback')
    other.release()
    await all
  }
}, 30_000)

it('parts in a wrong order, missing, twice or of another upload are refused, and the right ones still make the file', async () => {
  const upload = await begin(6)
  const other = await begin(3)
  const parts = await Promise.all(['abc', 'def'].map((text) => send(upload.id, Buffer.from(text))))
  const [first = '', second = ''] = parts.map(({ id }) => id)
  const strange = (await send(other.id, Buffer.from('xyz'))).id
  const complete = (part_ids: string[], md5?: string) => client.uploads.complete(upload.id, { part_ids, ...(md5 && { md5 }) })
  const md5 = md5Of(Buffer.from('abcdef'))
  const before = await rowsOf('files')
  await expect(complete([second, first], md5)).rejects.toMatchObject(wrong('md5', /not that of the parts in this order/))
  await expect(complete([first])).rejects.toMatchObject(wrong('part_ids', /come to 3 bytes, and the upload was to have 6/))
  await expect(complete([first, first])).rejects.toMatchObject(wrong('part_ids[1]', /named twice/))
  await expect(complete([first, strange])).rejects.toMatchObject(wrong('part_ids[1]', /no part of this upload/))
  await expect(complete([first, second], 'nonsense')).rejects.toMatchObject(wrong('md5', /hexadecimal/))
  await expect(complete([])).rejects.toMatchObject(wrong('part_ids', /must be a list/))
  expect(await rowsOf('files')).toBe(before)
  const { file } = await complete([first, second], md5)
  expect(await (await client.files.content(file?.id ?? '')).text()).toBe('abcdef')
})

it('a cancelled one is gone, with its parts', async () => {
  const upload = await begin(3)
  const { id } = await send(upload.id, Buffer.from('abc'))
  for (let time = 0; time < 2; time++) expect(await client.uploads.cancel(upload.id)).toMatchObject({ id: upload.id, status: 'cancelled' })
  expect((await pool().query('select from upload_parts where upload_id = $1', [upload.id])).rowCount).toBe(0)
  await expect(client.uploads.complete(upload.id, { part_ids: [id] })).rejects.toMatchObject(wrong('upload_id', /was cancelled/))
  await expect(send(upload.id, Buffer.from('d'))).rejects.toMatchObject(wrong('upload_id', /was cancelled/))
})

it('somebody else’s is not found', async () => {
  const upload = await begin(3)
  const part = await send(upload.id, Buffer.from('abc'))
  const stranger = clientOf(await gateway.caller())
  const asked = [
    () => send(upload.id, Buffer.from('abc'), stranger),
    () => stranger.uploads.complete(upload.id, { part_ids: [part.id] }),
    () => stranger.uploads.cancel(upload.id),
    () => client.uploads.cancel('upload_nowhere'),
  ]
  for (const ask of asked) await expect(ask()).rejects.toMatchObject({ status: 404, code: 'upload_not_found' })
  expect((await client.uploads.cancel(upload.id)).status).toBe('cancelled')
})

it('after an hour it has expired, and the janitor erases its parts alone, a day later all of it', async () => {
  const [old, fresh] = [await begin(3), await begin(3)]
  const part = await send(old.id, Buffer.from('abc'))
  const kept = await send(fresh.id, Buffer.from('abc'))
  const age = (by: string) => pool().query(`update uploads set expires_at = expires_at - interval '${by}' where id = $1`, [old.id])
  await age('1 hour')
  await expect(client.uploads.complete(old.id, { part_ids: [part.id] })).rejects.toMatchObject(wrong('upload_id', /has expired/))
  await expect(send(old.id, Buffer.from('abc'))).rejects.toMatchObject(wrong('upload_id', /has expired/))
  await eraseUploads()
  expect((await pool().query('select from upload_parts where upload_id = $1', [old.id])).rowCount).toBe(0)
  await expect(send(old.id, Buffer.from('abc'))).rejects.toMatchObject(wrong('upload_id', /has expired/))
  await age('1 day')
  await eraseUploads()
  await expect(send(old.id, Buffer.from('abc'))).rejects.toMatchObject({ status: 404 })
  expect(await client.uploads.complete(fresh.id, { part_ids: [kept.id] })).toMatchObject({ status: 'completed' })
})

it('one that is just being completed when it expires keeps its parts', async () => {
  const upload = await begin(3)
  await send(upload.id, Buffer.from('abc'))
  await pool().query('update uploads set expires_at = now() where id = $1', [upload.id])
  const parts = async () => (await pool().query('select from upload_parts where upload_id = $1', [upload.id])).rowCount
  const completing = await pool().connect()
  await completing.query('begin')
  await completing.query('select from uploads where id = $1 for update', [upload.id])
  await eraseUploads()
  expect(await parts()).toBe(1)
  await completing.query('rollback')
  completing.release()
  await eraseUploads()
  expect(await parts()).toBe(0)
})

it('a store holds no more parts than files, and a file that would not fit is refused before it is sent', async () => {
  const owner = clientOf(await gateway.caller())
  await expect(begin(9 * mebibyte, owner)).rejects.toMatchObject({ status: 413, code: 'file_quota_reached', param: 'bytes' })
  const upload = await begin(8 * mebibyte, owner)
  const half = Buffer.alloc(4 * mebibyte, 'x')
  const parts = [await send(upload.id, half, owner), await send(upload.id, half, owner)]
  await expect(send(upload.id, Buffer.from('y'), owner)).rejects.toMatchObject({ status: 413, param: 'data' })
  const more = owner.files.create({ file: await toFile(Buffer.from('z'), 'z.txt'), purpose: 'user_data' })
  await expect(more).rejects.toMatchObject({ status: 413, param: 'file' })
  await owner.uploads.complete(upload.id, { part_ids: parts.map(({ id }) => id), md5: md5Of(Buffer.concat([half, half])) })
  await expect(begin(1, owner)).rejects.toMatchObject({ status: 413 })
})

it.each<[object, string]>([
  [{ bytes: 0 }, 'bytes'],
  [{ bytes: 1.5 }, 'bytes'],
  [{ bytes: '3' }, 'bytes'],
  [{ bytes: 3_000_000_000 }, 'bytes'],
  [{ filename: '' }, 'filename'],
  [{ filename: undefined }, 'filename'],
  [{ mime_type: 5 }, 'mime_type'],
  [{ purpose: 'a b' }, 'purpose'],
])('%j is refused with the member that is wrong', async (more, param) => {
  await expect(begin(3, client, more)).rejects.toMatchObject({ status: 400, param })
})

it('a part without content is none', async () => {
  const { id } = await begin(3)
  await expect(send(id, Buffer.alloc(0))).rejects.toMatchObject(wrong('data', /is empty/))
  const none = client.post(`/uploads/${id}/parts`, { body: { data: 'abc' } })
  await expect(none).rejects.toMatchObject({ status: 415 })
})
