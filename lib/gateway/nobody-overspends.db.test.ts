import { afterAll, beforeAll, expect, it } from 'vitest'
import { pool } from '@/lib/db/pool'
import { verifyBooks } from '@/lib/ledger/wallet/verify-books'
import { aWave } from '@/tests/audio'
import { anUpstream, catalogOf, type Gateway, startGateway, type TestCaller } from '@/tests/gateway'
import { balancesOf, unit } from '@/tests/ledger'

const calls = process.env.FULL ? 200 : 24
/** The wallet pays for so many of them. */
const paid = 5

const perRequest = { perRequest: '0.1' }
const models = [
  { id: 'plain', price: perRequest },
  { id: 'embeds', mode: 'embedding', price: perRequest },
  { id: 'ranks', mode: 'rerank', price: perRequest },
  { id: 'judges', mode: 'moderation', price: perRequest },
  { id: 'draws', mode: 'image', price: { perImage: '0.05' } },
  { id: 'hears.nousage', mode: 'transcription', price: { perMinute: '2' } },
  { id: 'speaks.big-1', mode: 'speech', price: { perMillionCharacters: '20000' } },
]
const tenth = unit / 10n

const messages = [{ role: 'user', content: 'hello' }]
const contents = [{ role: 'user', parts: [{ text: 'hello' }] }]
const wave = aWave(3)
type Form = [fields: Record<string, string>, file: string]
type Body = object | Form

/** Every endpoint that is paid for; each of its calls costs a tenth. */
const endpoints: [path: string, body: Body][] = [
  ...[false, true].flatMap((stream): [string, Body][] => [
    ['/v1/chat/completions', { model: 'plain', messages, stream }],
    ['/v1/completions', { model: 'plain', prompt: 'hello', stream }],
    ['/v1/messages', { model: 'plain', messages, max_tokens: 20, stream }],
    ['/v1/responses', { model: 'plain', input: 'hello', stream }],
    ['/v1/images/generations', { model: 'draws', prompt: 'a cat', n: 2, stream }],
    ['/v1/images/edits', [{ model: 'draws', prompt: 'a cat', n: '2', stream: String(stream) }, 'image']],
    ['/v1/audio/transcriptions', [{ model: 'hears.nousage', stream: String(stream) }, 'file']],
  ]),
  ['/v1beta/models/plain:generateContent', { contents }],
  ['/v1beta/models/plain:streamGenerateContent?alt=sse', { contents }],
  ['/v1/embeddings', { model: 'embeds', input: ['a', 'b'] }],
  ['/v1beta/models/embeds:embedContent', { content: contents[0] }],
  ['/v1/responses/compact', { model: 'plain', input: 'hello' }],
  ['/v1/rerank', { model: 'ranks', query: 'a', documents: ['a', 'b'] }],
  ['/v1/moderations', { model: 'judges', input: 'a' }],
  ['/v1/images/variations', [{ model: 'draws', n: '2' }, 'image']],
  ['/v1/audio/translations', [{ model: 'hears.nousage' }, 'file']],
  ['/v1/audio/speech', { model: 'speaks.big-1', input: 'hello', voice: 'alloy' }],
]

let gateway: Gateway
beforeAll(async () => {
  gateway = await startGateway()
  await gateway.apply(catalogOf([anUpstream(gateway.upstream.url)], models))
})
afterAll(async () => {
  expect(await verifyBooks()).toEqual([])
  await gateway.stop()
})

function ask({ secret }: TestCaller, path: string, body: Body): Promise<Response> {
  const headers = { authorization: `Bearer ${secret}` }
  if (!Array.isArray(body))
    return fetch(gateway.url + path, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const [fields, file] = body as Form
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append(file, new Blob([new Uint8Array(wave)]), 'a.wav')
  return fetch(gateway.url + path, { method: 'POST', headers, body: form })
}

it.each(endpoints)('of many calls at once, as many are served as the wallet pays for, and the books say so: %s %j', async (path, body) => {
  const caller = await gateway.caller({ cash: tenth * BigInt(paid) })
  gateway.upstream.clear()
  const statuses = await Promise.all(
    Array.from({ length: calls }, async () => {
      const answer = await ask(caller, path, body)
      await answer.arrayBuffer()
      return answer.status
    }),
  )
  const served = statuses.filter((status) => status === 200).length
  expect(statuses.filter((status) => status === 402)).toHaveLength(calls - served)
  // More is held for a sound than it costs, since upstreams measure it otherwise than we do.
  if (path.startsWith('/v1/audio/trans')) expect(served).toBeGreaterThan(0)
  else expect(served).toBe(paid)
  expect(served).toBeLessThanOrEqual(paid)
  expect(gateway.upstream.calls()).toHaveLength(served)
  await expect.poll(async () => (await pool().query('select id from open_holds')).rows).toEqual([])
  const { rows } = await pool().query(
    'select count(*)::int as n, sum(charge)::text as sum from usage_records where user_id = $1 and charge > 0',
    [caller.userId],
  )
  expect(rows).toEqual([{ n: served, sum: String(tenth * BigInt(served)) }])
  expect(await balancesOf(caller)).toMatchObject({ cash: tenth * BigInt(paid - served), held: 0n })
})
