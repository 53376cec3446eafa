import { expect, it } from 'vitest'
import type { Protocol } from '@/lib/catalog/protocols'
import { mostAt } from '../../admit/most'
import { saidIn } from '../../generation/request'
import { countPrompt, loadCounter } from '../../measure/count-tokens'
import { sizeOf } from '../../measure/estimate'
import { parseResponses } from './parse-responses'

const model = { context: 50_000, maxOutput: null, imageTokens: 2000 }
const words = 'x'.repeat(1000)
const picture = { type: 'input_image', image_url: `data:image/png;base64,${words}` }
const inputAt = (protocol: Protocol, body: object) => {
  const request = parseResponses({ model: 'm', input: 'hi', ...body })
  return mostAt({ request, size: sizeOf(saidIn(request)) }, model, { upstream: { protocol, ceiling: 'both' }, params: null }).inputTokens
}

it.each<[string, object]>([
  ['a text', { input: words }],
  ['instructions', { instructions: words }],
  ['a part', { input: [{ role: 'user', content: [{ type: 'input_text', text: words }] }] }],
  ['a call', { input: [{ type: 'function_call', call_id: 'c', name: 'n', arguments: words }] }],
  ['the input of a tool', { input: [{ type: 'custom_tool_call', call_id: 'c', name: 'n', input: words }] }],
  ['an output', { input: [{ type: 'function_call_output', call_id: 'c', output: words }] }],
  ['a part of an output', { input: [{ type: 'function_call_output', call_id: 'c', output: [{ type: 'input_text', text: words }] }] }],
  ['a thought', { input: [{ type: 'reasoning', summary: [], encrypted_content: words }] }],
  ['an unknown item', { input: [{ type: 'new_thing', what: words }] }],
  ['a tool', { tools: [{ type: 'function', name: 'n', description: words }] }],
  ['tools among the items', { input: [{ type: 'additional_tools', tools: [{ type: 'custom', name: 'n', description: words }] }] }],
  ['a schema', { text: { format: { type: 'json_schema', name: 's', schema: { description: words } } } }],
])('nothing that a model may read is left out of the hold: %s', (_, body) => {
  expect(inputAt('openai-responses', body)).toBeGreaterThanOrEqual(500)
  expect(inputAt('openai-responses', body)).toBeLessThan(700)
})

it('a picture is paid for as a picture, wherever it stands', () => {
  const outputs = [{ type: 'function_call_output', call_id: 'c', output: [picture] }]
  for (const input of [[{ role: 'user', content: [picture] }], outputs, [{ type: 'image_generation_call', result: words }]]) {
    expect(inputAt('openai-responses', { input })).toBeGreaterThanOrEqual(2000)
    expect(inputAt('openai-responses', { input })).toBeLessThan(2100)
  }
})

it('what an upstream finds by itself is held for where it is asked to, and not where it is not told', () => {
  const run = { type: 'function', name: 'run' }
  for (const type of ['web_search', 'file_search', 'code_interpreter', 'mcp'])
    expect(inputAt('openai-responses', { tools: [{ type }, run] })).toBe(model.context)
  expect(inputAt('openai', { tools: [{ type: 'web_search' }, run] })).toBeLessThan(200)
  const file = { type: 'input_file', file_url: 'https://example.org/600-pages.pdf' }
  expect(inputAt('openai-responses', { input: [{ role: 'user', content: [file] }] })).toBe(model.context)
})

it('a prompt of items is counted by its words', async () => {
  await loadCounter()
  const request = parseResponses({ model: 'm', input: [{ role: 'user', content: 'hello' }], client_metadata: { a: words } })
  expect(countPrompt(saidIn(request))).toBeLessThan(20)
})
