import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { oddCharge } from '../charge.ts'
import { textOf } from '../fake-upstream/behaviour.ts'
import { nanosOf, usageOf, walletOf } from '../portal.ts'
import { doors, type Person, type Stand, startStand } from '../stand.ts'

const exact = (value: unknown) => nanosOf(Number(value).toFixed(9))

describe.each(doors)('the openai package, door %s', (door) => {
  let stand: Stand
  let person: Person
  let client: OpenAI
  beforeAll(async () => {
    stand = await startStand({
      door,
      models: [
        { id: 'plain', aliases: ['plain-alias', 'vendor/plain:latest'] },
        'thinking-5',
        'tools-2',
        'vision',
        'out-20',
        'in-50.cached-30',
        'echobody',
      ],
    })
    person = await stand.person({ cash: '100' })
    client = new OpenAI({ baseURL: `${stand.atrium.url}/v1`, apiKey: person.secret, maxRetries: 0 })
  })
  afterAll(() => stand?.stop())

  const messages = [{ role: 'user' as const, content: 'hello' }]
  const asked = async (model: string, stream = false) => {
    const request = { model, messages }
    if (stream) {
      const result = await client.chat.completions
        .create({ ...request, stream: true, stream_options: { include_usage: true } })
        .withResponse()
      return { ...result, id: result.response.headers.get('x-request-id') ?? '' }
    }
    const result = await client.chat.completions.create(request).withResponse()
    return { ...result, id: result.response.headers.get('x-request-id') ?? '' }
  }

  it('answers whole, under the name that was asked for, with its cost', async () => {
    const before = await walletOf(person)
    const { data, id } = await asked('plain-alias')
    if (!('choices' in data)) throw new Error('not whole')
    expect(data.choices[0]?.message.content).toBe(textOf(8))
    expect(data.model).toBe('plain-alias')
    const charge = oddCharge({ input: data.usage?.prompt_tokens ?? 0, output: 8 })
    expect(exact((data as unknown as { _cost: number })._cost)).toBe(charge)
    const record = await usageOf(person, id)
    expect(record).toMatchObject({ status: 200, inputTokens: data.usage?.prompt_tokens, outputTokens: 8, estimated: false })
    expect(nanosOf(record?.charge ?? '')).toBe(charge)
    const after = await walletOf(person)
    expect(before.balance - after.balance).toBe(charge)
    expect(after.onHold).toBe(0n)
  })

  it('streams the same text, with usage and cost in the last chunk', async () => {
    const { data, id } = await asked('out-20', true)
    let text = ''
    let last: (OpenAI.ChatCompletionChunk & { _cost?: number }) | undefined
    for await (const chunk of data as AsyncIterable<OpenAI.ChatCompletionChunk>) {
      expect(chunk.model).toBe('out-20')
      text += chunk.choices[0]?.delta.content ?? ''
      last = chunk
    }
    expect(text).toBe(textOf(20))
    expect(last?.usage?.completion_tokens).toBe(20)
    const record = await usageOf(person, id)
    const charge = oddCharge({ input: last?.usage?.prompt_tokens ?? 0, output: 20 })
    expect(exact(last?._cost)).toBe(charge)
    expect(nanosOf(record?.charge ?? '')).toBe(charge)
  })

  it('hides usage from a caller who did not ask for it, and bills it all the same', async () => {
    const { data, response } = await client.chat.completions.create({ model: 'out-20', messages, stream: true }).withResponse()
    for await (const chunk of data) expect(chunk.usage ?? null).toBeNull()
    const record = await usageOf(person, response.headers.get('x-request-id') ?? '')
    expect(record).toMatchObject({ outputTokens: 20, estimated: false })
  })

  it('bills cached tokens at their own price', async () => {
    const { id } = await asked('in-50.cached-30')
    const record = await usageOf(person, id)
    expect(record).toMatchObject({ inputTokens: 50, cachedTokens: 30, outputTokens: 8 })
    expect(nanosOf(record?.charge ?? '')).toBe(oddCharge({ input: 50, cached: 30, output: 8 }))
  })

  it('relays reasoning, and tool calls in pieces', async () => {
    const thinking = await asked('thinking-5', true)
    let reasoning = ''
    for await (const chunk of thinking.data as AsyncIterable<OpenAI.ChatCompletionChunk>) {
      reasoning += (chunk.choices[0]?.delta as { reasoning_content?: string } | undefined)?.reasoning_content ?? ''
    }
    expect(reasoning).not.toBe('')
    expect(await usageOf(person, thinking.id)).toMatchObject({ outputTokens: 13, reasoningTokens: 5 })
    const runner = client.chat.completions.stream({ model: 'tools-2', messages })
    const calls = (await runner.finalChatCompletion()).choices[0]?.message.tool_calls ?? []
    expect(calls.map((call) => 'function' in call && JSON.parse(call.function.arguments))).toEqual([
      { city: 'Shanghai', day: 0 },
      { city: 'Shanghai', day: 1 },
    ])
  })

  it('passes every member through, known or not, and changes only the model', async () => {
    const body = {
      model: 'echobody',
      messages,
      temperature: 0.7,
      seed: 7,
      top_k: 20,
      chat_template_kwargs: { thinking: false },
      user: 'me',
    }
    const data = (await client.chat.completions.create(body as never)) as OpenAI.ChatCompletion
    const seen = JSON.parse(data.choices[0]?.message.content ?? '{}')
    expect(seen).toMatchObject({ ...body, model: 'echobody' })
  })

  it('lists the models with their aliases', async () => {
    const ids = []
    for await (const model of client.models.list()) ids.push(model.id)
    expect(ids).toEqual(expect.arrayContaining(['plain', 'plain-alias', 'vendor/plain:latest', 'thinking-5']))
    expect(await client.models.retrieve('plain-alias')).toMatchObject({ id: 'plain-alias', object: 'model' })
  })

  it.each(['/v1', '/api/v1', '/apiv2', '/apiv2/v1'])('answers under %s', async (base) => {
    const other = new OpenAI({ baseURL: stand.atrium.url + base, apiKey: person.secret, maxRetries: 0 })
    const data = await other.chat.completions.create({ model: 'plain', messages })
    expect(data.choices[0]?.message.content).toBe(textOf(8))
  })
})
