import OpenAI from 'openai'
import type { ResponseStreamEvent } from 'openai/resources/responses/responses'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { textOf } from '@/e2e/fake-upstream/behaviour'
import { pool } from '@/lib/db/pool'
import { verifyBooks } from '@/lib/ledger/wallet/verify-books'
import { anUpstream, catalogOf, type Gateway, startGateway, type TestCaller, told } from '@/tests/gateway'
import { unit } from '@/tests/ledger'

let gateway: Gateway
let caller: TestCaller
let client: OpenAI

const native = (words: string) => ({ id: `native.${words}`, targets: [{ upstream: 'native', upstreamModel: words }] })
const claude = (words: string) => ({ id: `claude.${words}`, targets: [{ upstream: 'claude', upstreamModel: words }] })

beforeAll(async () => {
  gateway = await startGateway()
  const { url } = gateway.upstream
  const upstreams = [
    anUpstream(url),
    anUpstream(url, { name: 'native', protocol: 'openai-responses' }),
    anUpstream(url, { name: 'claude', protocol: 'anthropic' }),
  ]
  const words = [
    'plain',
    'thinking',
    'tools-2',
    'unicode.out-16',
    'length',
    'filterfinish',
    'echobody',
    'cut-3',
    'cached-2.in-10',
    'vision',
  ]
  const models = [...words.map((id) => ({ id })), ...words.map(native), claude('plain'), native('error-0'), { id: 'status-500' }]
  const limits = { name: 'default', rpm: 1_000_000, tpm: 1_000_000_000, weeklyTokens: 1_000_000_000 }
  await gateway.apply({ ...catalogOf(upstreams, models), groups: [limits] })
  caller = await gateway.caller({ cash: 100_000n * unit })
  client = clientOf(caller)
})
afterAll(async () => {
  expect(await verifyBooks()).toEqual([])
  const { rows } = await pool().query('select id from open_holds')
  expect(rows).toEqual([])
  await gateway.stop()
})

const clientOf = ({ secret }: TestCaller) => new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: secret, maxRetries: 0 })
const ask = (body: object) => gateway.post(caller, { input: 'hello', ...body }, { path: '/v1/responses' })
const bodySent = async (model: string, body: object): Promise<Record<string, unknown>> => {
  const answer = (await (await ask({ model, store: false, ...body })).json()) as OpenAI.Responses.Response
  const [item] = answer.output
  if (item?.type !== 'message' || item.content[0]?.type !== 'output_text') throw new Error(JSON.stringify(answer))
  return JSON.parse(item.content[0].text)
}

describe.each(['', 'native.'])('a response of an upstream %s', (kind) => {
  it('is answered whole, under our id and the name that was asked for, and charged', async () => {
    const { data, response } = await client.responses.create({ model: `${kind}plain`, input: 'hello' }).withResponse()
    expect(data).toMatchObject({ object: 'response', status: 'completed', model: `${kind}plain`, output_text: textOf(8), error: null })
    expect(data.id).toMatch(/^resp_[0-9A-Za-z]{20}$/)
    const { input_tokens: input, output_tokens: output, total_tokens: total } = data.usage ?? { input_tokens: 0, output_tokens: 0 }
    expect(total).toBe(input + output)
    expect((data as unknown as { _cost: number })._cost).toBe((input + output * 2) / 1000)
    expect(await gateway.record(response.headers.get('x-request-id'))).toMatchObject({
      endpoint: 'responses',
      protocol: 'openai-responses',
      status: 200,
      input_tokens: input,
      output_tokens: output,
      estimated: false,
    })
  })

  it.each(['plain', 'thinking', 'tools-2', 'unicode.out-16', 'cached-2.in-10'])(
    'is streamed as the openai package judges it: %s',
    async (words) => {
      const model = kind + words
      const stream = client.responses.stream({ model, input: 'hello' })
      const events: ResponseStreamEvent[] = []
      for await (const event of stream) events.push(event as ResponseStreamEvent)
      const final = await stream.finalResponse()
      expect(events.map(({ sequence_number }) => sequence_number)).toEqual(events.map((_, at) => at))
      const whole = await client.responses.create({ model, input: 'hello' })
      const plain = (response: OpenAI.Responses.Response) =>
        response.output.map((item) =>
          item.type === 'message'
            ? item.content.map((part) => (part.type === 'output_text' ? part.text : ''))
            : item.type === 'function_call'
              ? [item.name, item.arguments, item.status]
              : item.type === 'reasoning'
                ? item.summary
                : [],
        )
      expect(plain(final)).toEqual(plain(whole))
      expect(final.usage).toEqual(whole.usage)
      expect(final).toMatchObject({ status: 'completed', model, store: true })
      expect((final as unknown as { _cost: number })._cost).toBeGreaterThan(0)
      // Codex reads the items from these alone.
      const done = events.filter((event) => event.type === 'response.output_item.done').map(({ item }) => item)
      expect(done.map(({ type }) => type)).toEqual(final.output.map(({ type }) => type))
      expect(await client.responses.retrieve(final.id)).toMatchObject({ id: final.id, output_text: final.output_text, store: true })
    },
  )

  it.each([
    ['length', 'max_output_tokens'],
    ['filterfinish', 'content_filter'],
  ])('that is not whole says so: %s', async (words, reason) => {
    const expected = { status: 'incomplete', incomplete_details: { reason } }
    expect(await client.responses.create({ model: kind + words, input: 'hello' })).toMatchObject(expected)
    const stream = client.responses.stream({ model: kind + words, input: 'hello' })
    expect(await stream.finalResponse()).toMatchObject(expected)
  })

  it('that is cut ends with an error and a failed response', async () => {
    const text = await (await ask({ model: `${kind}cut-3`, stream: true })).text()
    const events = text.split('\n\n').filter(Boolean)
    expect(events.at(-2)).toMatch(/^event: error\ndata: {"type":"error","code":"upstream_failed","message":"The model backend failed."/)
    expect(events.at(-1)).toMatch(/^event: response.failed\n/)
    expect(text).not.toContain('response.completed')
    await expect(client.responses.stream({ model: `${kind}cut-3`, input: 'hello' }).finalResponse()).rejects.toThrow(
      'The model backend failed.',
    )
  })

  it('goes on from an earlier one, whichever upstream answered that', async () => {
    const first = await client.responses.create({ model: 'plain', input: 'my name is 小明 🚀' })
    const second = await client.responses.create({ model: 'native.plain', input: 'and mine?', previous_response_id: first.id })
    expect(second.previous_response_id).toBe(first.id)
    const body = await bodySent(`${kind}echobody`, { input: 'who am I?', previous_response_id: second.id })
    const said = JSON.stringify(body)
    for (const each of ['小明 🚀', 'river stone', 'and mine?', 'who am I?']) expect(said).toContain(each)
    expect(said.indexOf('小明')).toBeLessThan(said.indexOf('and mine?'))
    expect(said.indexOf('and mine?')).toBeLessThan(said.indexOf('who am I?'))
    expect(body).not.toHaveProperty('previous_response_id')
    expect(body.store ?? false).toBe(false)
  })

  it('that goes on is held for and counted with what it goes on from', async () => {
    const first = await client.responses.create({ model: 'plain', input: 'long '.repeat(2000) })
    const { response } = await client.responses.create({ model: `${kind}plain`, input: 'x', previous_response_id: first.id }).withResponse()
    const record = await gateway.record(response.headers.get('x-request-id'))
    expect(record.input_tokens).toBeGreaterThan(2000)
    expect(record.estimated).toBe(false)
  })
})

it('an image reaches both kinds of upstreams', async () => {
  const picture = 'data:image/png;base64,iVBORw0KGgo='
  const input = [{ role: 'user', content: [{ type: 'input_image', image_url: picture, detail: 'auto' }] }] as OpenAI.Responses.ResponseInput
  for (const model of ['vision', 'native.vision'])
    expect((await client.responses.create({ model, input, store: false })).output_text).toContain('data:image/png;base64 8 bytes')
})

describe('what is stored', () => {
  it('is found, listed and deleted by its owner alone', async () => {
    const stranger = clientOf(await gateway.caller())
    const input = Array.from({ length: 5 }, (_, i) => ({ role: 'user' as const, content: `text ${i}` }))
    const { id } = await client.responses.create({ model: 'plain', input })
    const listed = await client.responses.inputItems.list(id, { order: 'asc', limit: 2 })
    expect(listed.data).toHaveLength(2)
    const all: OpenAI.Responses.ResponseItem[] = []
    for await (const item of listed) all.push(item)
    expect(all).toMatchObject(input)
    const last = await client.responses.inputItems.list(id, { limit: 1 })
    expect(last.data).toMatchObject([{ content: 'text 4' }])
    for (const asked of [
      () => stranger.responses.retrieve(id),
      () => stranger.responses.delete(id),
      () => stranger.responses.cancel(id),
      () => stranger.responses.inputItems.list(id),
      () => stranger.responses.create({ model: 'plain', input: 'x', previous_response_id: id }),
      () => stranger.responses.create({ model: 'plain', input: [{ type: 'item_reference', id: all[0]?.id ?? '' }] }),
      () => client.responses.retrieve('resp_unknown'),
      () => client.responses.create({ model: 'plain', input: 'x', previous_response_id: 'resp_unknown' }),
    ])
      await expect(asked()).rejects.toMatchObject({ status: 404 })
    await expect(client.responses.cancel(id)).rejects.toMatchObject({ status: 400 })
    await client.responses.delete(id)
    await expect(client.responses.retrieve(id)).rejects.toMatchObject({ status: 404 })
  })

  it('is unreadable in the database', async () => {
    const { id } = await client.responses.create({ model: 'plain', input: 'a secret word' })
    const { rows } = await pool().query('select sealed from stored_responses where id = $1', [id])
    expect(rows).toHaveLength(1)
    expect(rows[0].sealed.toString('latin1')).not.toMatch(/secret|river/)
  })

  it('is nothing when the caller does not want it, or it is too long, and the answer says so', async () => {
    const unwanted = await client.responses.create({ model: 'plain', input: 'x', store: false })
    const long = await client.responses.create({ model: 'plain', input: 'x'.repeat(4_200_000) })
    for (const each of [unwanted, long]) expect(each).toMatchObject({ store: false })
    for (const { id } of [unwanted, long]) await expect(client.responses.retrieve(id)).rejects.toMatchObject({ status: 404 })
  })

  it('is nothing while the database takes none, and the call is answered', async () => {
    await pool().query('alter table stored_responses rename to elsewhere')
    const whole = await client.responses.create({ model: 'plain', input: 'x' })
    const streamed = await client.responses.stream({ model: 'native.plain', input: 'x' }).finalResponse()
    await pool().query('alter table elsewhere rename to stored_responses')
    for (const each of [whole, streamed]) expect(each).toMatchObject({ status: 'completed', store: false, output_text: textOf(8) })
  })

  it('is the same answer when the call is repeated under its key', async () => {
    const options = { headers: { 'idempotency-key': 'a-key' } }
    const [first, again] = [
      await client.responses.create({ model: 'plain', input: 'x' }, options),
      await client.responses.create({ model: 'plain', input: 'x' }, options),
    ]
    expect(again.id).toBe(first.id)
  })

  it('may be named item by item', async () => {
    const first = await client.responses.create({ model: 'plain', input: 'hello' })
    const id = first.output[0]?.id ?? ''
    const body = await bodySent('echobody', {
      input: [
        { type: 'item_reference', id },
        { role: 'user', content: 'go on' },
      ],
    })
    expect(body.messages).toEqual([
      { role: 'assistant', content: textOf(8) },
      { role: 'user', content: 'go on' },
    ])
    // What goes on from such a call has the item, also when the answer that it was named from is gone.
    const next = await client.responses.create({
      model: 'plain',
      input: [
        { type: 'item_reference', id },
        { role: 'user', content: 'and' },
      ],
    })
    await client.responses.delete(first.id)
    const last = await bodySent('echobody', { input: 'more', previous_response_id: next.id })
    expect(JSON.stringify(last.messages)).toContain(textOf(8))
  })
})

describe('an upstream that speaks Responses', () => {
  it('answers chat and Messages callers too, with tools and thoughts', async () => {
    const chat = await client.chat.completions.create({ model: 'native.thinking', messages: [{ role: 'user', content: 'hi' }] })
    expect(chat.choices[0]).toMatchObject({ finish_reason: 'stop', message: { content: textOf(8) } })
    const stream = client.chat.completions.stream({
      model: 'native.tools-2',
      messages: [{ role: 'user', content: 'hi' }],
      tools: [{ type: 'function', function: { name: 'get_weather' } }],
    })
    const calls = (await stream.finalChatCompletion()).choices[0]?.message.tool_calls
    expect(calls).toMatchObject(
      [0, 1].map((day) => ({ id: `call_fake_${day}`, function: { name: 'get_weather', arguments: `{"city":"Shanghai","day":${day}}` } })),
    )
    const message = await gateway.post(
      caller,
      { model: 'native.plain', max_tokens: 50, messages: [{ role: 'user', content: 'hi' }] },
      { path: '/v1/messages' },
    )
    expect(await message.json()).toMatchObject({ type: 'message', stop_reason: 'end_turn', content: [{ type: 'text', text: textOf(8) }] })
  })

  it('is asked in its own words', async () => {
    const response = await gateway.post(caller, {
      model: 'native.echobody',
      max_tokens: 500,
      reasoning_effort: 'low',
      response_format: { type: 'json_object' },
      messages: [
        { role: 'system', content: 'be brief' },
        { role: 'user', content: 'hi' },
      ],
    })
    const { choices } = await response.json()
    expect(JSON.parse(choices[0].message.content)).toEqual({
      model: 'echobody',
      input: [
        { type: 'message', role: 'system', content: 'be brief' },
        { type: 'message', role: 'user', content: 'hi' },
      ],
      max_output_tokens: 500,
      reasoning: { effort: 'low' },
      include: ['reasoning.encrypted_content'],
      text: { format: { type: 'json_object' } },
      stream: false,
      store: false,
    })
  })

  it('is not asked what it has no words for', async () => {
    const refused = await told(gateway.post(caller, { model: 'native.plain', stop: ['x'], messages: [{ role: 'user', content: 'hi' }] }))
    expect(refused).toMatchObject({ status: 400, param: 'stop' })
  })

  it('that fails before the first word lets the caller hear of it in OpenAI’s shape', async () => {
    expect(await told(ask({ model: 'native.error-0', stream: true }))).toMatchObject({ status: 502, code: 'upstream_failed' })
  })
})

describe('a turn of Codex at a model that knows chat completions alone', () => {
  const exec = { type: 'custom', name: 'get_weather', format: { type: 'grammar', syntax: 'lark', definition: 'start: /.+/' } }
  const namespace = { type: 'namespace', name: 'functions', description: 'd', tools: [exec] }
  const turn = (model: string, more: object) => ({
    model,
    stream: true,
    store: false,
    tool_choice: 'auto',
    parallel_tool_calls: false,
    include: ['reasoning.encrypted_content'],
    prompt_cache_key: 'session',
    client_metadata: { turn: '{"a":1}' },
    reasoning: { effort: 'medium', summary: 'auto', context: 'all_turns' },
    ...more,
  })
  const user = { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'go' }] }

  it.each([
    ['as an item', { input: [{ type: 'additional_tools', role: 'developer', tools: [namespace] }, user] }],
    ['as a member', { input: [user], tools: [namespace, { type: 'web_search', external_web_access: true }] }],
  ])('brings its tools %s, and gets the calls under their own names', async (_, more) => {
    const text = await (await ask(turn('tools-2', more))).text()
    const done = text
      .split('\n\n')
      .filter((event) => event.startsWith('event: response.output_item.done'))
      .map((event) => JSON.parse(event.split('\ndata: ')[1] ?? '').item)
    expect(done).toMatchObject(
      [0, 1].map((day) => ({
        type: 'custom_tool_call',
        call_id: `call_fake_${day}`,
        name: 'get_weather',
        namespace: 'functions',
        input: `{"city":"Shanghai","day":${day}}`,
      })),
    )
    const results = done.map(({ call_id }) => ({ type: 'custom_tool_call_output', call_id, output: 'sunny' }))
    const again = { ...more, input: [...more.input, ...done, ...results] }
    expect((await ask(turn('plain', again))).status).toBe(200)
  })

  it('has a thought that comes back to the model that had it', async () => {
    const [thought, said] = (await client.responses.create({ model: 'thinking', input: 'hi', store: false })).output
    const body = await bodySent('echobody', { input: [user, { ...thought, content: null }, said, user] })
    expect(JSON.stringify(body.messages)).toContain('garden winter paper')
    const native = await bodySent('native.echobody', { input: [user, { ...thought, content: null }, said, user] })
    expect(JSON.stringify(native.input)).not.toMatch(/reasoning|atrium/)
  })
})

it('an Anthropic upstream answers a response', async () => {
  const response = await client.responses.create({ model: 'claude.plain', instructions: 'be brief', input: 'hello', store: false })
  expect(response).toMatchObject({ status: 'completed', output_text: textOf(8), instructions: 'be brief' })
})

it('errors have OpenAI’s shape, and what cannot be told is named', async () => {
  expect(await told(ask({ model: 'nowhere' }))).toMatchObject({ status: 404, code: 'model_not_found' })
  expect(await told(ask({ model: 'status-500' }))).toMatchObject({ status: 502 })
  const file = [{ role: 'user', content: [{ type: 'input_file', file_data: 'data:application/pdf;base64,AAAA', filename: 'a.pdf' }] }]
  expect(await told(ask({ model: 'plain', input: file }))).toMatchObject({ status: 400, param: 'input[0].content[0]' })
  expect((await ask({ model: 'native.plain', input: file })).status).toBe(200)
  const hosted = { tools: [{ type: 'code_interpreter', container: { type: 'auto' } }] }
  expect(await told(ask({ model: 'plain', ...hosted }))).toMatchObject({ status: 400, param: 'tools[0]' })
  expect((await ask({ model: 'native.plain', ...hosted })).status).toBe(200)
})
