import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { removeData, runScript } from '../atrium.ts'
import { heldCalls } from '../books.ts'
import { textOf } from '../fake-upstream/behaviour.ts'
import { type FakeUpstream, startFakeUpstream } from '../fake-upstream/server.ts'
import { within } from '../portal.ts'
import { doors, type Person, type Stand, startStand } from '../stand.ts'

const models = ['plain', 'slow-20x30', 'slow-200x60']
const clientOf = (stand: Stand, { secret }: Person) => new OpenAI({ baseURL: `${stand.atrium.url}/v1`, apiKey: secret, maxRetries: 0 })

describe.each(doors)('responses in the background and conversations with the openai package, door %s', (door) => {
  let stand: Stand
  let client: OpenAI
  beforeAll(async () => {
    stand = await startStand({ door, models })
    client = clientOf(stand, await stand.person({ cash: '100' }))
  })
  afterAll(() => stand?.stop())

  it('goes on when its stream is left, and is followed to its end by the stream helper', async () => {
    const begun = await client.responses.create({ model: 'slow-20x30', input: 'x', background: true, stream: true })
    let id = ''
    let after = 0
    for await (const event of begun) {
      if (event.type === 'response.created') id = event.response.id
      after = event.sequence_number
      if (event.type === 'response.output_text.delta') break
    }
    const numbers: number[] = []
    const rest = client.responses.stream({ response_id: id, starting_after: after })
    rest.on('event', (event) => numbers.push(event.sequence_number))
    expect(await rest.finalResponse()).toMatchObject({ id, status: 'completed', output_text: textOf(30) })
    expect(numbers[0]).toBe(after + 1)
    expect(await client.responses.retrieve(id)).toMatchObject({ status: 'completed', output_text: textOf(30) })
  })

  it('is cancelled', async () => {
    const { id } = await client.responses.create({ model: 'slow-200x60', input: 'x', background: true })
    expect(await client.responses.cancel(id)).toMatchObject({ id, status: 'cancelled' })
    await within(5000, async () => (await heldCalls(stand.atrium.databaseUrl)) === 0)
  })

  it('belongs to a conversation', async () => {
    const { id } = await client.conversations.create({ metadata: { a: 'b' } })
    await client.responses.create({ model: 'plain', input: 'one', conversation: id })
    await client.responses.create({ model: 'plain', input: 'two', conversation: id })
    const items = []
    for await (const item of client.conversations.items.list(id, { order: 'asc', limit: 3 })) items.push(item)
    expect(items).toMatchObject([{ role: 'user' }, { role: 'assistant' }, { role: 'user' }, { role: 'assistant' }])
    await client.conversations.items.delete(items[0]?.id ?? '', { conversation_id: id })
    expect((await client.conversations.items.list(id)).data).toHaveLength(3)
    expect((await client.conversations.delete(id)).deleted).toBe(true)
  })
})

describe('a process that ends', () => {
  let upstream: FakeUpstream
  let dataDir: string
  let stand: Stand
  let person: Person
  const start = () => startStand({ models, upstream, dataDir, settings: { drainSeconds: 2 } })
  beforeAll(async () => {
    upstream = await startFakeUpstream()
    dataDir = await mkdtemp(join(tmpdir(), 'atrium-background-'))
    stand = await start()
    person = await stand.person({ cash: '1000' })
  })
  afterAll(async () => {
    await stand?.stop()
    await upstream.close()
    await removeData(dataDir)
  })

  it('waits for responses in the background that end in time, and interrupts the others', async () => {
    const client = clientOf(stand, person)
    const { id: conversation } = await client.conversations.create()
    const short = await client.responses.create({ model: 'slow-20x30', input: 'x', background: true })
    const long = await client.responses.create({ model: 'slow-200x60', input: 'x', background: true, conversation })
    await stand.atrium.stop()
    stand = await start()
    const again = clientOf(stand, person)
    expect(await again.responses.retrieve(short.id)).toMatchObject({ status: 'completed', output_text: textOf(30) })
    expect(await again.responses.retrieve(long.id)).toMatchObject({ status: 'failed', error: { code: 'server_error' } })
    expect(await heldCalls(stand.atrium.databaseUrl)).toBe(0)
    expect((await again.responses.create({ model: 'plain', input: 'x', conversation })).status).toBe('completed')
  })

  it('that is killed leaves a failed response, nothing held, and its conversation free', async () => {
    const client = clientOf(stand, person)
    const { id: conversation } = await client.conversations.create()
    const { id } = await client.responses.create({ model: 'slow-200x60', input: 'x', background: true, conversation })
    await within(10_000, async () => (await client.responses.retrieve(id)).status === 'in_progress')
    await stand.atrium.kill('launcher')
    stand = await start()
    const again = clientOf(stand, person)
    await within(60_000, async () => (await again.responses.retrieve(id)).status === 'failed')
    await within(60_000, async () => (await heldCalls(stand.atrium.databaseUrl)) === 0)
    const followed: string[] = []
    for await (const event of await again.responses.retrieve(id, { stream: true })) followed.push(event.type)
    expect(followed.at(0)).toBe('response.created')
    expect(followed.at(-1)).toBe('response.failed')
    expect((await again.responses.create({ model: 'plain', input: 'x', conversation })).status).toBe('completed')
    expect((await runScript('ledger:verify', stand.atrium)).code).toBe(0)
  })
})
