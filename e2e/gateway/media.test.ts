import OpenAI, { toFile } from 'openai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aWave } from '../../tests/audio.ts'
import { usageOf } from '../portal.ts'
import { doors, type Person, type Stand, startStand } from '../stand.ts'

const models = [
  { id: 'draws', mode: 'image', price: { perImage: '0.1' } },
  { id: 'hears', mode: 'transcription', price: { perMinute: '6' } },
  { id: 'speaks.big-4096', mode: 'speech', price: { perMillionCharacters: '1000' } },
]

describe.each(doors)('pictures and sound, door %s', (door) => {
  let stand: Stand
  let person: Person
  let client: OpenAI
  beforeAll(async () => {
    stand = await startStand({ door, models })
    person = await stand.person({ cash: '100' })
    client = new OpenAI({ baseURL: `${stand.atrium.url}/v1`, apiKey: person.secret, maxRetries: 0 })
  })
  afterAll(() => stand?.stop())

  const billed = async (response: Response) => usageOf(person, response.headers.get('x-request-id') ?? '')

  it('a picture is drawn', async () => {
    const { data, response } = await client.images.generate({ model: 'draws', prompt: '一只猫', n: 2 }).withResponse()
    expect(data.data).toHaveLength(2)
    expect(await billed(response)).toMatchObject({ endpoint: 'images/generations', charge: '0.2' })
  })

  it('a large sound is written down, and measured where the upstream does not say how long it is', async () => {
    const sound = await toFile(aWave(600), '会议 录音.wav', { type: 'audio/wav' })
    const { data, response } = await client.audio.transcriptions
      .create({ model: 'hears', file: sound, response_format: 'text' })
      .withResponse()
    expect(JSON.parse(data as unknown as string).files).toEqual([
      { field: 'file', name: '会议 录音.wav', type: 'audio/wav', bytes: aWave(600).length },
    ])
    expect(await billed(response)).toMatchObject({ endpoint: 'audio/transcriptions', charge: '60' })
  })

  it('a text is read aloud', async () => {
    const answer = await client.audio.speech.create({ model: 'speaks.big-4096', input: '你好', voice: 'alloy' })
    expect((await answer.arrayBuffer()).byteLength).toBe(4096 * 1024)
    expect(await billed(answer)).toMatchObject({ endpoint: 'audio/speech', charge: '0.002' })
  })
})
