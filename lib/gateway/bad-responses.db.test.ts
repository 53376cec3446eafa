import { afterAll, beforeAll, expect, it } from 'vitest'
import { pool } from '@/lib/db/pool'
import { verifyBooks } from '@/lib/ledger/wallet/verify-books'
import { anUpstream, catalogOf, type Gateway, startGateway, type TestCaller, told } from '@/tests/gateway'

const deep = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`
const odd = [
  'null',
  '5',
  '-1',
  '1e400',
  'true',
  '""',
  '"x"',
  '[]',
  '[null]',
  '[[5]]',
  '{}',
  '{"__proto__":{"a":1}}',
  '{"type":5}',
  deep(100),
]
const members =
  `input instructions tools tool_choice parallel_tool_calls text reasoning max_output_tokens store previous_response_id include
  client_metadata background conversation truncation prompt metadata stream_options temperature top_p top_logprobs model stream n`.split(
    /\s+/,
  )
const kinds = `message function_call function_call_output custom_tool_call custom_tool_call_output reasoning item_reference additional_tools
  web_search_call image_generation_call tool_search_output compaction constructor`.split(/\s+/)
const ofItems = [
  'id',
  'role',
  'content',
  'output',
  'call_id',
  'name',
  'arguments',
  'input',
  'encrypted_content',
  'summary',
  'tools',
  'result',
]
const partKinds = ['input_text', 'input_image', 'input_file', 'output_text', 'refusal', 'input_audio']
const ofParts = ['text', 'image_url', 'file_id', 'file_url', 'detail', 'refusal', 'input_audio']
const toolKinds = ['function', 'custom', 'namespace', 'web_search', 'mcp']
const ofTools = ['name', 'parameters', 'format', 'tools', 'description', 'strict']

let gateway: Gateway
let caller: TestCaller
beforeAll(async () => {
  gateway = await startGateway()
  const { url } = gateway.upstream
  const upstreams = [anUpstream(url), anUpstream(url, { name: 'native', protocol: 'openai-responses' })]
  const targets = [{ upstream: 'native', upstreamModel: 'plain' }]
  const limits = { name: 'default', rpm: 1_000_000, tpm: 1_000_000_000, weeklyTokens: 1_000_000_000 }
  await gateway.apply({ ...catalogOf(upstreams, [{ id: 'plain' }, { id: 'native', targets }]), groups: [limits] })
  caller = await gateway.caller({ cash: 1_000_000_000_000_000n })
})
afterAll(async () => {
  expect(await verifyBooks()).toEqual([])
  const { rows } = await pool().query('select id from open_holds')
  expect(rows).toEqual([])
  await gateway.stop()
})

const post = (body: string) => gateway.post(caller, body, { path: '/v1/responses' })

/** Bodies with one odd value each, as texts, in which `__proto__` is a member like any other. */
function* bodies(model: string): Generator<string> {
  const body = (more: string, input = '"hi"') => `{"model":"${model}","store":false,"input":${input}${more}}`
  for (const value of odd) {
    for (const member of members) yield body(`,"${member}":${value}`)
    yield body('', `[${value}]`)
    yield body(`,"text":{"format":${value}}`)
    yield body(`,"reasoning":{"effort":${value}}`)
    yield body('', `[{"role":"user","content":[${value}]}]`)
    for (const kind of kinds) for (const member of ofItems) yield body('', `[${filled(kind)},"${member}":${value}}]`)
    for (const kind of partKinds)
      for (const member of ofParts) yield body('', `[{"role":"user","content":[{"type":"${kind}","${member}":${value}}]}]`)
    for (const kind of toolKinds) for (const member of ofTools) yield body(`,"tools":[{"type":"${kind}","name":"f","${member}":${value}}]`)
  }
}

const filled = (kind: string) =>
  `{"type":"${kind}","id":"x","role":"user","content":"c","output":"o","call_id":"i","name":"n","arguments":"{}","input":"p"`

it.each(['plain', 'native'])(
  'a body with any value in any place is answered or refused by name: %s',
  { timeout: 120_000 },
  async (model) => {
    const found = new Set<number>()
    const all = [...bodies(model)]
    const one = async (body: string) => {
      const response = await post(body)
      const answer = await response.text()
      expect([200, 400, 404], `${body.slice(0, 300)} ${answer}`).toContain(response.status)
      if (response.status !== 200) expect(answer, body.slice(0, 300)).toMatch(/^{"error":{"message":"/)
      found.add(response.status)
    }
    for (let at = 0; at < all.length; at += 8) await Promise.all(all.slice(at, at + 8).map(one))
    expect([...found].sort()).toEqual(expect.arrayContaining([200, 400]))
  },
)

it.each([
  ['model', '{"input":"hi"}'],
  ['input', '{"model":"plain"}'],
  ['input', '{"model":"plain","input":[]}'],
  ['input[0]', '{"model":"plain","input":[5]}'],
  ['input[0].role', '{"model":"plain","input":[{"role":"robot","content":"x"}]}'],
  ['input[0].call_id', '{"model":"plain","input":[{"type":"function_call","name":"f","arguments":"{}"}]}'],
  ['input[0].output', '{"model":"plain","input":[{"type":"function_call_output","call_id":"c"}]}'],
  ['input[0].content[0].text', '{"model":"plain","input":[{"role":"user","content":[{"type":"input_text"}]}]}'],
  ['input[0].content[0].image_url', '{"model":"plain","input":[{"role":"user","content":[{"type":"input_image"}]}]}'],
  ['max_output_tokens', '{"model":"plain","input":"hi","max_output_tokens":0}'],
  ['max_output_tokens', '{"model":"plain","input":"hi","max_output_tokens":1.5}'],
  ['max_tokens', '{"model":"plain","input":"hi","max_tokens":5}'],
  ['max_completion_tokens', '{"model":"plain","input":"hi","max_completion_tokens":5}'],
  ['n', '{"model":"plain","input":"hi","n":2}'],
  ['num_predict', '{"model":"plain","input":"hi","num_predict":2}'],
  ['store', '{"model":"plain","input":"hi","background":true,"store":false}'],
  ['background', '{"model":"plain","input":"hi","background":1}'],
  ['conversation', '{"model":"plain","input":"hi","conversation":{"id":5}}'],
  ['conversation', '{"model":"plain","input":"hi","conversation":"conv_1","previous_response_id":"resp_1"}'],
  ['store', '{"model":"plain","input":"hi","store":"yes"}'],
  ['stream', '{"model":"plain","input":"hi","stream":1}'],
  ['tools[0].type', '{"model":"plain","input":"hi","tools":[{}]}'],
  ['tools[0].tools', '{"model":"plain","input":"hi","tools":[{"type":"namespace","name":"n"}]}'],
  ['input[0].tools[0].name', '{"model":"plain","input":[{"type":"additional_tools","tools":[{"type":"custom"}]}]}'],
  ['prompt', '{"model":"plain","input":"hi","prompt":{"id":"pmpt_1"}}'],
  ['tool_choice', '{"model":"plain","input":"hi","tools":[{"type":"function","name":"f"}],"tool_choice":{"type":"function","name":"g"}}'],
])('%s is named when it is wrong', async (param, body) => {
  expect(await told(post(body))).toMatchObject({ status: 400, param })
})

it.each(['limit=0', 'limit=101', 'limit=x', 'order=up', 'after=nothing'])('a page of items is refused by name: %s', async (query) => {
  const { id } = (await (await post('{"model":"plain","input":"hi"}')).json()) as { id: string }
  const headers = { authorization: `Bearer ${caller.secret}` }
  const refused = await told(fetch(`${gateway.url}/v1/responses/${id}/input_items?${query}`, { headers }))
  expect(refused).toMatchObject({ status: 400, param: query.split('=')[0] })
})
