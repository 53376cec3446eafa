import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listRecords } from '@/lib/usage/list-records'
import { recordFilter } from '@/lib/usage/schema'
import { tagIn, tagText } from '@/lib/usage/tag-schema'
import { anUpstream, catalogOf, type Gateway, startGateway, type TestCaller, told } from '@/tests/gateway'

const messages = [{ role: 'user', content: 'hello' }]
let gateway: Gateway
let caller: TestCaller

beforeAll(async () => {
  gateway = await startGateway()
  await gateway.apply(
    catalogOf(
      [anUpstream(gateway.upstream.url)],
      [
        { id: 'plain', auto: ['chat'] },
        { id: 'status-500' },
        { id: 'coder', auto: ['code'], targets: [{ upstream: 'fake', upstreamModel: 'plain' }] },
        { id: 'vectors', mode: 'embedding' },
      ],
    ),
  )
  caller = await gateway.caller()
})
afterAll(() => gateway.stop())

const recordOf = async (answer: Response) => {
  await answer.text()
  return gateway.record(answer.headers.get('x-request-id'))
}
const metadata = { project: 'atlas', run: '7' }

describe('what a call is called by', () => {
  it.each([
    ['/v1/chat/completions', { messages, metadata, user: 'ann' }, { ...metadata, user: 'ann' }],
    ['/v1/chat/completions', { messages, metadata, stream: true }, metadata],
    ['/v1/responses', { input: 'hello', metadata, safety_identifier: 'h1' }, { ...metadata, safety_identifier: 'h1' }],
    ['/v1/messages', { messages, max_tokens: 9, metadata: { user_id: 'u-1' } }, { user_id: 'u-1' }],
    ['/v1/embeddings', { model: 'vectors', input: 'hello', user: 'ann' }, { user: 'ann' }],
    ['/v1/chat/completions', { messages }, null],
    ['/v1/chat/completions', { model: 'status-500', messages, user: 'ann' }, { user: 'ann' }],
    ['/v1/chat/completions', { model: 'nothing', messages, user: 'ann' }, { user: 'ann' }],
  ])('stands in its record: %s %j', async (path, body, tags) => {
    expect((await recordOf(await gateway.post(caller, { model: 'plain', ...body }, { path }))).tags).toEqual(tags)
  })

  it.each([
    [{ metadata: 'text' }, 'metadata'],
    [{ metadata: ['a'] }, 'metadata'],
    [{ metadata: { a: { b: 'c' } } }, 'metadata.a'],
    [{ metadata: { a: 'x'.repeat(513) } }, 'metadata.a'],
    [{ metadata: { ['n'.repeat(65)]: 'x' } }, 'metadata'],
    [{ metadata: Object.fromEntries(Array.from({ length: 17 }, (_, at) => [`n${at}`, 'x'])) }, 'metadata'],
    [{ user: 7 }, 'user'],
    [{ safety_identifier: ['a'] }, 'safety_identifier'],
  ])('is refused where OpenAI refuses it: %j', async (more, param) => {
    expect(await told(gateway.post(caller, { model: 'plain', messages, ...more }))).toMatchObject({ status: 400, param })
    const responses = gateway.post(caller, { model: 'plain', input: 'hello', ...more }, { path: '/v1/responses' })
    expect(await told(responses)).toMatchObject({ status: 400, param })
  })

  it('finds the calls', async () => {
    const reader = { userId: caller.userId, namesUpstreams: false }
    const find = async (tag: string) => (await listRecords(recordFilter.parse({ tag }), reader)).records.map(({ tags }) => tags)
    const answer = await gateway.post(caller, { model: 'plain', messages, metadata: { trial: 'x=y', more: '1' } })
    await recordOf(answer)
    expect(await find('trial=x=y')).toEqual([{ trial: 'x=y', more: '1' }])
    expect(await find('trial=x')).toEqual([])
    const other = await gateway.caller()
    expect((await listRecords(recordFilter.parse({ tag: 'trial=x=y' }), { ...reader, userId: other.userId })).records).toEqual([])
    expect(recordFilter.safeParse({ tag: 'trial' }).success).toBe(false)
  })
})

it.each([
  ['of equal signs', { 'a=b': 'c=d', '=': '=' }],
  ['of backslashes', { 'a\\': '\\b', '\\=\\': 'x\\=' }],
  ['of lines', { 'a\nb': 'c\r\nd', '\t': '\u2028' }],
  ['of other marks', { 'ä%26+&': '?#%3D" 🦉' }],
  ['as long as can be', { ['='.repeat(64)]: '='.repeat(512) }],
])('each stored tag leads to its calls through an address: %s', async (_, named) => {
  const reader = { userId: caller.userId, namesUpstreams: false }
  const { tags } = await recordOf(await gateway.post(caller, { model: 'plain', messages, metadata: named }))
  expect(Object.keys(tags as object)).toHaveLength(Object.keys(named).length)
  for (const [name, value] of Object.entries(tags as Record<string, string>)) {
    const url = new URL(`http://atrium/logs?${new URLSearchParams({ tag: tagText(name, value) })}`)
    const filter = recordFilter.parse({ tag: url.searchParams.get('tag') })
    expect((await listRecords(filter, reader)).records.map((record) => record.tags)).toEqual([tags])
  }
})

it('a backslash that stands before nothing special is one, and a zero is nobody’s', () => {
  expect(tagIn('a\\b\\\\c=d')).toEqual(['a\\b\\c', 'd'])
  for (const tag of ['a\0=b', 'a\\=b', 'a', '\\'.repeat(600)]) expect(recordFilter.safeParse({ tag }).success).toBe(false)
})

describe('auto', () => {
  it.each([false, true])('says why it chose, in the record and in a header, stream %s', async (stream) => {
    const body = { model: 'auto', stream, messages: [{ role: 'user', content: 'debug this function' }] }
    const answer = await gateway.post(caller, body)
    expect(answer.headers.get('x-atrium-auto')).toBe('needs=code,chat; tag=code; by=tag; of=2')
    expect((await recordOf(answer)).chosen).toEqual({ needs: ['code', 'chat'], tag: 'code', by: 'tag', models: ['coder', 'plain'], of: 2 })
  })

  it('says nothing of a model that the caller named', async () => {
    const answer = await gateway.post(caller, { model: 'plain', messages })
    expect(answer.headers.has('x-atrium-auto')).toBe(false)
    expect((await recordOf(answer)).chosen).toBe(null)
  })
})
