import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { oddCharge } from '../charge.ts'
import { textOf } from '../fake-upstream/behaviour.ts'
import { nanosOf, usageOf } from '../portal.ts'
import { doors, type Person, type Stand, startStand } from '../stand.ts'

describe.each(doors)('responses with the openai package, door %s', (door) => {
  let stand: Stand
  let person: Person
  let client: OpenAI
  beforeAll(async () => {
    stand = await startStand({
      door,
      upstreams: [{ name: 'native', protocol: 'openai-responses' }],
      models: ['plain', 'thinking-5', { id: 'native', behaves: 'unicode.out-20', upstream: 'native' }],
    })
    person = await stand.person({ cash: '100' })
    client = clientOf(person)
  })
  afterAll(() => stand?.stop())

  const clientOf = ({ secret }: Person) => new OpenAI({ baseURL: `${stand.atrium.url}/v1`, apiKey: secret, maxRetries: 0 })

  it.each([
    ['plain', textOf(8)],
    ['native', textOf(20, true)],
  ])('streams, charges, and keeps what it answered for its caller: %s', async (model, text) => {
    const stream = client.responses.stream({ model, input: '你好 🚀' })
    const final = await stream.finalResponse()
    expect(final).toMatchObject({ model, status: 'completed', output_text: text })
    const charge = oddCharge({ input: final.usage?.input_tokens ?? 0, output: final.usage?.output_tokens ?? 0 })
    expect(nanosOf(Number((final as unknown as { _cost: number })._cost).toFixed(9))).toBe(charge)
    expect(await client.responses.retrieve(final.id)).toMatchObject({ id: final.id, output_text: text })
    const next = await client.responses.create({ model: 'plain', input: 'and?', previous_response_id: final.id }).withResponse()
    const record = await usageOf(person, next.response.headers.get('x-request-id') ?? '')
    expect(record).toMatchObject({ status: 200, inputTokens: next.data.usage?.input_tokens })
    const items = []
    for await (const item of client.responses.inputItems.list(next.data.id, { order: 'asc', limit: 1 })) items.push(item)
    expect(items).toMatchObject([
      { role: 'user', content: [{ type: 'input_text', text: '你好 🚀' }] },
      { role: 'assistant' },
      { role: 'user', content: [{ type: 'input_text', text: 'and?' }] },
    ])
    await client.responses.delete(final.id)
    await expect(client.responses.retrieve(final.id)).rejects.toMatchObject({ status: 404 })
  })

  it('are nobody else’s', async () => {
    const { id } = await client.responses.create({ model: 'thinking-5', input: 'hi' })
    const stranger = clientOf(await stand.person({ cash: '1' }))
    await expect(stranger.responses.retrieve(id)).rejects.toMatchObject({ status: 404 })
    await expect(stranger.responses.create({ model: 'plain', input: 'hi', previous_response_id: id })).rejects.toMatchObject({
      status: 404,
    })
  })
})
