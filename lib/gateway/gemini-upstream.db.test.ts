import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pool } from '@/lib/db/pool'
import { verifyBooks } from '@/lib/ledger/wallet/verify-books'
import { anUpstream, catalogOf, type Gateway, startGateway, type TestCaller } from '@/tests/gateway'

const river = ' river stone light garden winter paper morning silver'
let gateway: Gateway
let caller: TestCaller

const google = (id: string) => ({ id: `google.${id}`, targets: [{ upstream: 'google', upstreamModel: id }] })

beforeAll(async () => {
  gateway = await startGateway()
  const { url } = gateway.upstream
  const upstreams = [anUpstream(url), anUpstream(url.replace(/\/v1$/, ''), { name: 'google', protocol: 'gemini' })]
  const behaviours = ['plain', 'thinking', 'tools-2', 'vision', 'echobody', 'length', 'filterfinish', 'in-50.cached-30', 'unicode', 'out-3']
  const named = [{ id: 'lab/plain:8b', targets: [{ upstream: 'fake', upstreamModel: 'plain' }], aliases: ['gemini-2.5-pro'] }]
  const broken = ['status-400', 'status-503', 'cut-3', 'slow-20x100']
  await gateway.apply(catalogOf(upstreams, [...named, ...[...behaviours, ...broken].flatMap((id) => [{ id }, google(id)])]))
  caller = await gateway.caller()
})
afterAll(async () => {
  expect(await verifyBooks()).toEqual([])
  const { rows } = await pool().query('select id from open_holds')
  expect(rows).toEqual([])
  await gateway.stop()
})

const recordOf = (response: Response) => gateway.record(response.headers.get('request-id'))

describe('callers of other protocols at an upstream that speaks Gemini', () => {
  const messages = [{ role: 'user', content: 'hello' }]
  const chat = (model: string, body: object = {}) => gateway.post(caller, { model, messages, ...body })

  it('chat is answered and charged as everywhere', async () => {
    const response = await chat('google.in-50.cached-30')
    expect(await response.json()).toMatchObject({
      model: 'google.in-50.cached-30',
      choices: [{ message: { content: river }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 50, completion_tokens: 8, prompt_tokens_details: { cached_tokens: 30 } },
    })
    expect(await recordOf(response)).toMatchObject({ input_tokens: 50, cached_tokens: 30, output_tokens: 8, protocol: 'openai' })
  })

  it.each([
    ['google.thinking', { reasoning_content: ' garden winter paper morning', content: river }, 'stop'],
    ['google.length', { content: river }, 'length'],
    ['google.filterfinish', { content: river }, 'content_filter'],
  ])('chat at %s', async (model, message, finish_reason) => {
    expect(await (await chat(model)).json()).toMatchObject({ choices: [{ message, finish_reason }] })
  })

  it('chat streams calls of tools made at once, each with an id', async () => {
    const chunks = (await (await chat('google.tools-2', { stream: true })).text())
      .split('\n\n')
      .filter((line) => line.startsWith('data: {'))
    const choices = chunks.map((chunk) => JSON.parse(chunk.slice(6)).choices[0])
    const calls = choices.flatMap(({ delta }) => delta.tool_calls ?? [])
    expect(new Set(calls.map(({ index }) => index))).toEqual(new Set([0, 1]))
    const words = calls.filter(({ index }) => index === 1).map((call) => call.function.arguments)
    expect(JSON.parse(words.join(''))).toEqual({ city: 'Shanghai', day: 1 })
    expect(calls.find(({ id }) => id)?.id).toMatch(/^call_\w+/)
    expect(choices.at(-1).finish_reason).toBe('tool_calls')
  })

  it('says in Gemini’s words what a chat asks', async () => {
    const response = await chat('google.echobody', {
      max_tokens: 500,
      stop: 'x',
      top_k: 5,
      reasoning_effort: 'high',
      response_format: { type: 'json_schema', json_schema: { name: 'n', schema: { $schema: 's', type: 'object' } } },
      tools: [{ type: 'function', function: { name: 'look', parameters: { $schema: 's', type: 'object' } } }],
      tool_choice: { type: 'function', function: { name: 'look' } },
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: [{ type: 'image_url', image_url: { url: 'data:image/png;base64,iVBO' } }] },
        {
          role: 'assistant',
          content: null,
          tool_calls: [{ id: 'a', type: 'function', function: { name: 'look', arguments: '{"at":1}' } }],
        },
        { role: 'tool', tool_call_id: 'a', content: 'a bird' },
        { role: 'user', content: 'Go on.' },
      ],
    })
    expect(JSON.parse((await response.json()).choices[0].message.content)).toEqual({
      systemInstruction: { parts: [{ text: 'Be brief.' }] },
      contents: [
        { role: 'user', parts: [{ inlineData: { mimeType: 'image/png', data: 'iVBO' } }] },
        {
          role: 'model',
          parts: [{ functionCall: { id: 'a', name: 'look', args: { at: 1 } }, thoughtSignature: 'skip_thought_signature_validator' }],
        },
        { role: 'user', parts: [{ functionResponse: { id: 'a', name: 'look', response: { output: 'a bird' } } }, { text: 'Go on.' }] },
      ],
      tools: [{ functionDeclarations: [{ name: 'look', parametersJsonSchema: { type: 'object' } }] }],
      toolConfig: { functionCallingConfig: { mode: 'ANY', allowedFunctionNames: ['look'] } },
      generationConfig: {
        maxOutputTokens: 500,
        stopSequences: ['x'],
        topK: 5,
        responseMimeType: 'application/json',
        responseJsonSchema: { type: 'object' },
        thinkingConfig: { includeThoughts: true, thinkingLevel: 'HIGH' },
      },
    })
  })

  it('names what Gemini has no words for', async () => {
    const { error } = await (await chat('google.plain', { logprobs: true })).json()
    expect(error).toMatchObject({ param: 'logprobs', type: 'invalid_request_error' })
  })

  it.each([false, true])('a message is answered, streamed: %s', async (stream) => {
    const body = { model: 'google.plain', max_tokens: 100, messages, stream }
    const text = await (await gateway.post(caller, body, { path: '/v1/messages' })).text()
    if (stream) expect(text.trimEnd()).toMatch(/event: message_stop\ndata: {"type":"message_stop"}$/)
    else expect(JSON.parse(text)).toMatchObject({ content: [{ type: 'text', text: river }], stop_reason: 'end_turn' })
  })
})
