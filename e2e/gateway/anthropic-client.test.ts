import Anthropic from '@anthropic-ai/sdk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { textOf } from '../fake-upstream/behaviour.ts'
import { nanosOf, usageOf, walletOf } from '../portal.ts'
import { doors, type Person, type Stand, startStand } from '../stand.ts'

const models = ['plain', 'thinking-3', 'cut-2', 'slow-20x200', { id: 'claude', behaves: 'thinking-3', upstream: 'claude' }]

describe.each(doors)('the Anthropic package, door %s', (door) => {
  let stand: Stand
  let person: Person
  let client: Anthropic
  beforeAll(async () => {
    stand = await startStand({ door, models, upstreams: [{ name: 'claude', protocol: 'anthropic' }] })
    person = await stand.person({ cash: '100' })
    client = new Anthropic({ baseURL: stand.atrium.url, apiKey: person.secret, maxRetries: 0 })
  })
  afterAll(() => stand?.stop())

  const request = { max_tokens: 64, messages: [{ role: 'user' as const, content: 'hello' }] }

  it.each(['plain', 'claude'])('gets a whole message of %s, and its charge', async (model) => {
    const before = await walletOf(person)
    const { data, response } = await client.messages.create({ ...request, model }).withResponse()
    expect(data).toMatchObject({ type: 'message', role: 'assistant', model, stop_reason: 'end_turn' })
    expect(data.content.at(-1)).toEqual(expect.objectContaining({ type: 'text', text: textOf(8) }))
    const record = await usageOf(person, response.headers.get('request-id') ?? '')
    expect(record).toMatchObject({ endpoint: 'messages', status: 200 })
    expect(before.balance - (await walletOf(person)).balance).toBe(nanosOf(record?.charge ?? ''))
  })

  it.each(['plain', 'thinking-3', 'claude'])('streams %s into one message', async (model) => {
    const stream = client.messages.stream({ ...request, model })
    const kinds = new Set<string>()
    stream.on('streamEvent', (event) => kinds.add(event.type))
    const message = await stream.finalMessage()
    expect(message).toMatchObject({ model, stop_reason: 'end_turn', usage: { output_tokens: model === 'plain' ? 8 : 11 } })
    expect(message.content.at(-1)).toEqual(expect.objectContaining({ type: 'text', text: textOf(8) }))
    expect(message.content.map(({ type }) => type)).toEqual(model === 'plain' ? ['text'] : ['thinking', 'text'])
    expect([...kinds]).toEqual(expect.arrayContaining(['message_start', 'content_block_stop', 'message_delta', 'message_stop']))
  })

  it('hears that an answer broke off', async () => {
    const stream = client.messages.stream({ ...request, model: 'cut-2' })
    await expect(stream.finalMessage()).rejects.toThrow(/The model backend failed/)
  })

  it('is refused in the words of its own errors', async () => {
    await expect(client.messages.create({ ...request, model: 'unknown' })).rejects.toMatchObject({
      status: 404,
      error: { type: 'error', error: { type: 'not_found_error' } },
    })
    const stranger = new Anthropic({ baseURL: stand.atrium.url, apiKey: 'sk-wrong', maxRetries: 0 })
    await expect(stranger.messages.create({ ...request, model: 'plain' })).rejects.toBeInstanceOf(Anthropic.AuthenticationError)
    const tools = [{ type: 'web_search_20250305' as const, name: 'web_search' as const }]
    await expect(client.messages.create({ ...request, model: 'plain', tools })).rejects.toMatchObject({ status: 400, message: /tools/ })
  })

  it('pays for what it has heard when it leaves', async () => {
    const { data: stream, response } = await client.messages
      .create({ ...request, max_tokens: 1000, model: 'slow-20x200', stream: true })
      .withResponse()
    let heard = 0
    for await (const event of stream) if (event.type === 'content_block_delta' && ++heard === 3) break
    stream.controller.abort()
    await expect.poll(() => usageOf(person, response.headers.get('request-id') ?? ''), { timeout: 10_000 }).toMatchObject({ status: 499 })
  })
})
