import type { Content } from '@google/genai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pool } from '@/lib/db/pool'
import { verifyBooks } from '@/lib/ledger/wallet/verify-books'
import { anUpstream, catalogOf, type Gateway, startGateway, type TestCaller } from '@/tests/gateway'

const river = ' river stone light garden winter paper morning silver'
const contents = [{ role: 'user', parts: [{ text: 'hello' }] }]
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

const ask = (model: string, body: object | string = {}, verb = 'generateContent') =>
  gateway.post(caller, typeof body === 'string' ? body : { contents, ...body }, { path: `/v1beta/models/${model}:${verb}` })
const streamed = (model: string, body: object = {}) => ask(model, body, 'streamGenerateContent?alt=sse')
const recordOf = (response: Response) => gateway.record(response.headers.get('request-id'))
const eventsOf = (text: string) =>
  text
    .split('\n\n')
    .filter(Boolean)
    .map((event) => JSON.parse(event.replace(/^data: /, '')))
/** What the upstream was sent. */
const sentTo = async (model: string, body: object) =>
  JSON.parse((await (await ask(model, body)).json()).candidates[0].content.parts[0].text)
const both = ['plain', 'google.plain']

describe("a call in Gemini's protocol", () => {
  it.each(both)('to %s is answered in its shape, charged and recorded', async (model) => {
    const response = await ask(model)
    const answer = await response.json()
    expect(answer).toMatchObject({
      candidates: [{ content: { role: 'model', parts: [{ text: river }] }, finishReason: 'STOP', index: 0 }],
      modelVersion: model,
      usageMetadata: { candidatesTokenCount: 8 },
    })
    const { promptTokenCount: input, candidatesTokenCount: output, totalTokenCount: total } = answer.usageMetadata
    expect(total).toBe(input + output)
    expect(answer._cost).toBe((input + output * 2) / 1000)
    expect(await recordOf(response)).toMatchObject({
      endpoint: 'v1beta/models/{id...}:generateContent',
      protocol: 'gemini',
      model,
      stream: false,
      status: 200,
      charge: BigInt(input + output * 2) * 1_000_000n,
      input_tokens: input,
      output_tokens: output,
    })
  })

  it.each(both)('to %s streams events, with the end, the usage and the charge in the last', async (model) => {
    const response = await streamed(model)
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/)
    const events = eventsOf(await response.text())
    expect(
      events
        .flatMap(({ candidates }) => candidates[0].content.parts)
        .map(({ text }) => text)
        .join(''),
    ).toBe(river)
    expect(new Set(events.map(({ modelVersion }) => modelVersion))).toEqual(new Set([model]))
    expect(new Set(events.map(({ responseId }) => responseId)).size).toBe(1)
    const last = events.pop()
    expect(last).toMatchObject({ candidates: [{ finishReason: 'STOP' }], usageMetadata: { candidatesTokenCount: 8 } })
    for (const event of events) for (const name of ['usageMetadata', '_cost']) expect(event).not.toHaveProperty(name)
    const { charge, stream } = await recordOf(response)
    expect({ charge, stream }).toEqual({ charge: BigInt(Math.round(last._cost * 1e9)), stream: true })
  })

  it.each(both)('to %s streams one JSON list where no event stream is asked for', async (model) => {
    const response = await ask(model, {}, 'streamGenerateContent')
    expect(response.headers.get('content-type')).toBe('application/json')
    const events = (await response.json()) as { candidates: { content: Content; finishReason?: string }[] }[]
    expect(events.map(({ candidates }) => candidates[0]?.content.parts?.[0]?.text).join('')).toBe(river)
    expect(events.at(-1)?.candidates[0]?.finishReason).toBe('STOP')
  })

  it.each(['tools-2', 'google.tools-2'])('to %s gives whole calls of functions', async (model) => {
    const args = (day: number) => ({ name: 'get_weather', args: { city: 'Shanghai', day } })
    const whole = await (await ask(model)).json()
    const parts = eventsOf(await (await streamed(model)).text()).flatMap(({ candidates }) => candidates[0].content.parts)
    for (const said of [whole.candidates[0].content.parts, parts.filter(({ text }) => text !== '')])
      expect(said).toMatchObject([{ functionCall: args(0) }, { functionCall: args(1) }])
    expect(whole.candidates[0].finishReason).toBe('STOP')
  })

  it.each(['thinking', 'google.thinking'])('to %s tells thoughts, counted beside the candidates', async (model) => {
    const generationConfig = { thinkingConfig: { includeThoughts: true } }
    const { candidates, usageMetadata } = await (await ask(model, { generationConfig })).json()
    const { parts } = candidates[0].content
    const saidOf = (thought: boolean) => parts.filter((part: { thought?: boolean }) => (part.thought === true) === thought)
    expect(
      saidOf(true)
        .map(({ text }: { text: string }) => text)
        .join(''),
    ).toBe(' garden winter paper morning')
    expect(
      saidOf(false)
        .map(({ text }: { text: string }) => text)
        .join(''),
    ).toBe(river)
    expect(usageMetadata).toMatchObject({ candidatesTokenCount: 8, thoughtsTokenCount: 4 })
  })

  it('tells no thoughts to who did not ask for them', async () => {
    const { candidates } = await (await ask('thinking')).json()
    expect(candidates[0].content.parts).toEqual([{ text: river }])
    expect(await (await streamed('thinking')).text()).not.toContain('thought"')
  })

  it.each([
    ['length', 'MAX_TOKENS'],
    ['google.length', 'MAX_TOKENS'],
    ['filterfinish', 'SAFETY'],
    ['google.filterfinish', 'SAFETY'],
  ])('to %s ends with %s', async (model, reason) => {
    expect((await (await ask(model)).json()).candidates[0].finishReason).toBe(reason)
    expect(eventsOf(await (await streamed(model)).text()).at(-1).candidates[0].finishReason).toBe(reason)
  })

  it.each(['plain', 'google.plain'])('to %s is kept to its ceiling', async (model) => {
    const answer = await (await ask(model, { generation_config: { max_output_tokens: 3 } })).json()
    expect(answer).toMatchObject({ candidates: [{ finishReason: 'MAX_TOKENS' }], usageMetadata: { candidatesTokenCount: 3 } })
  })

  it('is refused where the model is not there, or the upstream says no', async () => {
    const refused = async (response: Promise<Response>) => ({ status: (await response).status, ...(await (await response).json()) })
    expect(await refused(ask('nowhere'))).toMatchObject({ status: 404, error: { code: 404, status: 'NOT_FOUND' } })
    expect(await refused(ask('status-400'))).toMatchObject({ status: 400, error: { code: 400, status: 'INVALID_ARGUMENT' } })
    expect(await refused(streamed('google.status-503'))).toMatchObject({ status: 502, error: { code: 502, status: 'UNAVAILABLE' } })
    const { error } = await refused(ask('plain', { generationConfig: { candidateCount: 0 } }))
    expect(error.details).toContainEqual(
      expect.objectContaining({ fieldViolations: [expect.objectContaining({ field: 'generationConfig.candidateCount' })] }),
    )
  })

  it('ends with an error in its shape where the stream is cut', async () => {
    expect(eventsOf(await (await streamed('google.cut-3')).text()).at(-1)).toMatchObject({ error: { code: 502, status: 'UNAVAILABLE' } })
    const list = await (await ask('cut-3', {}, 'streamGenerateContent')).json()
    expect(list.at(-1)).toMatchObject({ error: { code: 502, status: 'UNAVAILABLE' } })
  })

  it('names what reaches Gemini alone', async () => {
    const search = { tools: [{ google_search: {} }] }
    expect((await (await ask('plain', search)).json()).error.message).toMatch(/^tools\[0\]\.googleSearch reaches only/)
    expect(await sentTo('google.echobody', search)).toMatchObject({ tools: [{ googleSearch: {} }] })
  })

  it('reaches an upstream of its own protocol as it came, but for spelling, ceiling and model', async () => {
    const said = {
      cached_content: 'cachedContents/x',
      safetySettings: [{ category: 'C', threshold: 'T' }],
      system_instruction: 'Be brief.',
    }
    const generationConfig = { topK: 40, temperature: 0, thinking_config: { thinking_budget: 0 } }
    expect(await sentTo('google.echobody', { ...said, generationConfig, model: 'models/other' })).toEqual({
      contents,
      cachedContent: 'cachedContents/x',
      safetySettings: [{ category: 'C', threshold: 'T' }],
      systemInstruction: { parts: [{ text: 'Be brief.' }] },
      generationConfig: { topK: 40, temperature: 0, thinkingConfig: { thinkingBudget: 0 } },
    })
  })

  it('reaches an OpenAI upstream in its words', async () => {
    const sent = await sentTo('echobody', {
      systemInstruction: { parts: [{ text: 'Be brief.' }] },
      contents: [
        { role: 'user', parts: [{ text: 'What is this?' }, { inline_data: { mime_type: 'image/png', data: 'iVBO' } }] },
        {
          role: 'model',
          parts: [
            { text: 'hm', thought: true },
            { text: 'I look.' },
            { functionCall: { name: 'look', args: { at: 1 } }, thoughtSignature: 'c2ln' },
            { functionCall: { name: 'look', args: { at: 2 } } },
          ],
        },
        {
          role: 'user',
          parts: [
            { functionResponse: { name: 'look', response: { output: 'a bird' } } },
            { functionResponse: { name: 'look', response: { error: 'blind' } } },
          ],
        },
      ],
      tools: [
        {
          functionDeclarations: [
            { name: 'look', description: 'd', parameters: { type: 'OBJECT', properties: { at: { type: 'INTEGER' } } } },
          ],
        },
      ],
      toolConfig: { functionCallingConfig: { mode: 'ANY' } },
      generationConfig: {
        maxOutputTokens: 50,
        stopSequences: ['.'],
        temperature: 0.5,
        topP: 0.9,
        topK: 40,
        responseMimeType: 'application/json',
        responseSchema: { type: 'OBJECT', properties: { a: { type: 'STRING', nullable: true } }, propertyOrdering: ['a'] },
        thinkingConfig: { thinkingLevel: 'LOW' },
      },
      safetySettings: [{ category: 'HARM_CATEGORY_HARASSMENT', threshold: 'BLOCK_NONE' }],
    })
    expect(sent).toMatchObject({
      model: 'echobody',
      messages: [
        { role: 'system', content: 'Be brief.' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is this?' },
            { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBO' } },
          ],
        },
        {
          role: 'assistant',
          content: 'I look.',
          tool_calls: [
            { id: 'call_1_2', type: 'function', function: { name: 'look', arguments: '{"at":1}' } },
            { id: 'call_1_3', type: 'function', function: { name: 'look', arguments: '{"at":2}' } },
          ],
        },
        { role: 'tool', tool_call_id: 'call_1_2', content: 'a bird' },
        { role: 'tool', tool_call_id: 'call_1_3', content: 'Error: blind' },
      ],
      tools: [{ type: 'function', function: { name: 'look', parameters: { type: 'object', properties: { at: { type: 'integer' } } } } }],
      tool_choice: 'required',
      stop: ['.'],
      temperature: 0.5,
      top_p: 0.9,
      response_format: {
        type: 'json_schema',
        json_schema: { schema: { type: 'object', properties: { a: { type: ['string', 'null'] } } } },
      },
    })
    expect(sent).not.toHaveProperty('top_k')
    expect(sent).not.toHaveProperty('safetySettings')
  })
})
