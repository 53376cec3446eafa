import { afterAll, beforeAll, expect, it } from 'vitest'
import { pool } from '@/lib/db/pool'
import { verifyBooks } from '@/lib/ledger/wallet/verify-books'
import { anUpstream, catalogOf, type Gateway, startGateway, type TestCaller } from '@/tests/gateway'

const deep = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`
const odd = ['null', '5', '-1', 'true', '""', '"x"', '[]', '[null]', '[[5]]', '{}', '{"__proto__":{"a":1}}', '{"type":5}', deep(100)]
const members = [
  'messages',
  'system',
  'stop_sequences',
  'metadata',
  'thinking',
  'tools',
  'tool_choice',
  'max_tokens',
  'n',
  'model',
  'stream',
]
const parts = ['text', 'source', 'cache_control', 'content', 'input', 'type', 'image_url', 'file_id']
const kinds = ['text', 'image', 'document', 'tool_result', 'tool_use', 'thinking', 'container_upload', 'constructor']
const choices = ['plain', 'claude', 'auto']

let gateway: Gateway
let caller: TestCaller
beforeAll(async () => {
  gateway = await startGateway()
  const { url } = gateway.upstream
  const upstreams = [anUpstream(url), anUpstream(url, { name: 'claude', protocol: 'anthropic' })]
  const targets = [{ upstream: 'claude', upstreamModel: 'plain' }]
  const limits = { name: 'default', rpm: 1_000_000, tpm: 1_000_000_000, weeklyTokens: 1_000_000_000 }
  const models = [
    { id: 'plain', auto: ['chat'] },
    { id: 'claude', targets },
  ]
  await gateway.apply({ ...catalogOf(upstreams, models), groups: [limits] })
  caller = await gateway.caller({ cash: 1_000_000_000_000_000n })
})
afterAll(async () => {
  expect(await verifyBooks()).toEqual([])
  const { rows } = await pool().query('select id from open_holds')
  expect(rows).toEqual([])
  await gateway.stop()
})

/** Bodies with one odd value each, as texts, in which `__proto__` is a member like any other. */
function* bodies(model: string): Generator<string> {
  const body = (more: string, content = '"hi"') =>
    `{"model":"${model}","max_tokens":9,"messages":[{"role":"user","content":${content}}]${more}}`
  for (const value of odd) {
    for (const member of members) yield body(`,"${member}":${value}`)
    yield body('', value)
    yield body('', `[${value}]`)
    for (const kind of kinds) for (const part of parts) yield body('', `[{"type":"${kind}","${part}":${value}}]`)
  }
}

it.each(choices)('a body with any value in any place is answered or refused by name: %s', { timeout: 60_000 }, async (model) => {
  const found = new Set<number>()
  for (const body of bodies(model)) {
    const response = await gateway.post(caller, body, { path: '/v1/messages' })
    const answer = await response.text()
    expect([200, 400, 404], `${body.slice(0, 300)} ${answer}`).toContain(response.status)
    if (response.status !== 200) expect(answer, body.slice(0, 300)).toMatch(/^{"type":"error"/)
    found.add(response.status)
  }
  expect([...found].sort()).toEqual(expect.arrayContaining([200, 400]))
})
