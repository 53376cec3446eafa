import OpenAI, { toFile } from 'openai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pool } from '@/lib/db/pool'
import { anUpstream, catalogOf, type Gateway, startGateway, type TestCaller, told } from '@/tests/gateway'

let gateway: Gateway
let caller: TestCaller
let client: OpenAI

beforeAll(async () => {
  gateway = await startGateway()
  await gateway.apply(catalogOf([anUpstream(gateway.upstream.url)], [{ id: 'plain' }], [], { fileQuotaMegabytes: 8 }))
  caller = await gateway.caller()
  client = clientOf(caller)
})
afterAll(() => gateway.stop())

const clientOf = ({ secret }: TestCaller) => new OpenAI({ baseURL: `${gateway.url}/apiv2`, apiKey: secret, maxRetries: 0 })
const png = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000a49444154789c6300010000050001', 'hex')
const big = Buffer.from(Array.from({ length: 3_000_000 }, (_, i) => (i * 7) % 251))
const upload = async (name: string, bytes: Buffer, type?: string, from = client) =>
  from.files.create({ file: await toFile(bytes, name, type ? { type } : {}), purpose: 'user_data' })
const preview = (id: string, init?: RequestInit) => fetch(`${gateway.url}/v1/files/${id}/preview`, init)

describe('a file', () => {
  it('comes back byte for byte, under its own name, and in parts', async () => {
    const file = await upload('筆記 notes.bin', big)
    expect(file).toMatchObject({ object: 'file', bytes: big.length, filename: '筆記 notes.bin', purpose: 'user_data', status: 'processed' })
    expect(file.id).toMatch(/^file-[0-9a-f]{32}$/)
    expect(Buffer.from(await (await client.files.content(file.id)).arrayBuffer()).equals(big)).toBe(true)
    for (const [range, from, to] of [
      ['bytes=1048570-1048590', 1_048_570, 1_048_590],
      ['bytes=2999990-', 2_999_990, 2_999_999],
      ['bytes=-5', 2_999_995, 2_999_999],
    ] as const) {
      const part = await fetch(`${gateway.url}/v1/files/${file.id}/content`, {
        headers: { authorization: `Bearer ${caller.secret}`, range },
      })
      expect(part.status).toBe(206)
      expect(part.headers.get('content-range')).toBe(`bytes ${from}-${to}/${big.length}`)
      expect(Buffer.from(await part.arrayBuffer()).equals(big.subarray(from, to + 1))).toBe(true)
    }
    const beyond = await fetch(`${gateway.url}/v1/files/${file.id}/content`, {
      headers: { authorization: `Bearer ${caller.secret}`, range: 'bytes=3000000-' },
    })
    expect(beyond.status).toBe(416)
  })

  it('is listed page by page, found and deleted by its owner alone', async () => {
    const owner = clientOf(await gateway.caller())
    const stranger = clientOf(await gateway.caller())
    for (const n of [1, 2, 3]) await upload(`${n}.txt`, Buffer.from(`text ${n}`), 'text/plain', owner)
    const names: string[] = []
    for await (const file of owner.files.list({ limit: 2 })) names.push(file.filename)
    expect(names).toEqual(['3.txt', '2.txt', '1.txt'])
    const [{ id } = { id: '' }] = (await owner.files.list({ order: 'asc' })).data
    expect((await stranger.files.list()).data).toEqual([])
    for (const asked of [() => stranger.files.retrieve(id), () => stranger.files.delete(id), () => stranger.files.content(id)])
      await expect(asked()).rejects.toMatchObject({ status: 404 })
    expect(await owner.files.delete(id)).toMatchObject({ id, deleted: true })
    await expect(owner.files.retrieve(id)).rejects.toMatchObject({ status: 404 })
    expect((await preview(id)).status).toBe(404)
    expect((await pool().query('select from file_chunks where file_id = $1', [id])).rowCount).toBe(0)
  })

  it('is shown to anybody who knows its id, and only a picture is shown in place', async () => {
    const picture = await preview((await upload('a.png', png)).id)
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png'])
    expect(picture.headers.get('content-disposition')).toMatch(/^inline/)
    expect(picture.headers.get('x-content-type-options')).toBe('nosniff')
    expect(picture.headers.get('content-security-policy')).toContain('sandbox')
    const scripts: [string, string, string][] = [
      ['a.html', 'text/html', '<script>alert(1)</script>'],
      ['a.svg', 'image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
      ['a.png', 'image/png', '<script>alert(1)</script>'],
    ]
    for (const [name, type, text] of scripts) {
      const shown = await preview((await upload(name, Buffer.from(text), type)).id)
      expect(shown.headers.get('content-disposition')).toMatch(/^attachment/)
      expect(shown.headers.get('content-type')).not.toMatch(/html|svg|png/)
    }
  })

  it('keeps no folder and no line of its name', async () => {
    expect((await upload('../../etc/pass\nwd"; x=".txt', Buffer.from('a'), 'text/plain')).filename).not.toMatch(/[/\n]/)
  })

  it('fits the quota, however many come at once', async () => {
    const full = clientOf(await gateway.caller())
    const sent = await Promise.allSettled(Array.from({ length: 6 }, (_, i) => upload(`${i}`, big, undefined, full)))
    expect(sent.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
    for (const each of sent) if (each.status === 'rejected') expect(each.reason).toMatchObject({ status: 413, code: 'file_quota_reached' })
  })

  const form = (...fields: [string, string | Blob][]) => {
    const body = new FormData()
    for (const [name, value] of fields) body.append(name, value)
    return body
  }
  const post = (body: BodyInit) =>
    told(fetch(`${gateway.url}/v1/files`, { method: 'POST', headers: { authorization: `Bearer ${caller.secret}` }, body }))

  it.each<[string, () => FormData, string]>([
    ['no file', () => form(['purpose', 'user_data']), 'file'],
    ['a text', () => form(['file', 'words']), 'file'],
    ['an empty one', () => form(['file', new Blob([])]), 'file'],
    ['two', () => form(['file', new Blob(['a'])], ['file', new Blob(['b'])]), 'file'],
    ['an odd purpose', () => form(['file', new Blob(['a'])], ['purpose', 'a b']), 'purpose'],
  ])('is refused by name: %s', async (_, body, param) => {
    expect(await post(body())).toMatchObject({ status: 400, param })
  })

  it('comes as a form', async () => {
    expect(await post('{}')).toMatchObject({ status: 415 })
    for (const query of ['after=%00', 'purpose=a%00'])
      expect(
        await told(fetch(`${gateway.url}/v1/files?${query}`, { headers: { authorization: `Bearer ${caller.secret}` } })),
      ).toMatchObject({
        status: 400,
      })
    expect(await told(fetch(`${gateway.url}/v1/files?limit=0`, { headers: { authorization: `Bearer ${caller.secret}` } }))).toMatchObject({
      param: 'limit',
    })
  })
})
