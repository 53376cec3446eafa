import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chat } from '../call.ts'
import { oddCharge, oddReasoningPrice } from '../charge.ts'
import { nanosOf, type UsageRecord, usageOf, walletOf, within } from '../portal.ts'
import { doors, type Person, type Stand, size, startStand } from '../stand.ts'

const steps = Array.from({ length: 41 }, (_, k) => k).filter((k) => k % size(4, 1) === 0)
/** How an upstream with 40 pieces may behave besides honestly. Where it ignores the ceiling, at most 20 pieces are asked for. */
const kinds = ['honest', 'ignores', 'usageevery', 'usageevery.usage-zero', 'usageevery.reported-4000', 'usageevery.ignores.usage-huge']
const limitOf = (kind: string) => (kind.includes('ignores') ? 20 : 40)
const bodyOf = (kind: string) => (kind.includes('ignores') ? { max_tokens: 20 } : {})
const thoughtful = { maxOutput: 32_768, price: oddReasoningPrice }

describe.each(doors)('the charge follows what was delivered, door %s', (door) => {
  let stand: Stand
  beforeAll(async () => {
    const models = kinds.flatMap((kind) => [...steps.map((k) => `${kind}.out-40.cut-${k}`), `${kind}.slow-10x40`])
    const late = [
      { id: 'late', behaves: 'hidden-20000.lateusage-500', ...thoughtful },
      { id: 'later', behaves: 'hidden-20000.aftercontent-2000', ...thoughtful },
    ]
    stand = await startStand({ door, models: [...models, ...late] })
  })
  afterAll(() => stand?.stop())

  const recordOf = async (person: Person, requestId: string | null): Promise<UsageRecord> => {
    let record: UsageRecord | undefined
    await within(10_000, async () => {
      record = await usageOf(person, requestId ?? '').catch(() => undefined)
      return typeof record?.status === 'number' // The status is null while the call counts as running.
    })
    return record as UsageRecord
  }

  it.each(kinds)('cut by the upstream after each piece (%s): nothing at 0, then a token more a piece', async (kind) => {
    const person = await stand.person()
    let last = 0n
    for (const k of steps) {
      const model = `${kind}.out-40.cut-${k}`
      const answer = await chat({ url: stand.atrium.url, secret: person.secret, model, stream: true, body: bodyOf(kind) })
      const pieces = Math.min(k, limitOf(kind))
      expect(answer.pieces).toBe(pieces)
      expect(answer.done).toBe(k > pieces)
      const record = await recordOf(person, answer.requestId)
      expect(record).toMatchObject({ outputTokens: pieces, estimated: k > 0 })
      const charge = nanosOf(record.charge)
      expect(charge).toBe(k === 0 ? 0n : oddCharge({ input: record.inputTokens, output: pieces }))
      expect(charge).toBeGreaterThanOrEqual(last)
      last = charge
    }
  })

  it.each(kinds)('left by the caller after each piece (%s): at least what arrived, at most what the upstream sent', async (kind) => {
    const person = await stand.person()
    const prices = new Map<number, bigint>()
    const leaving = steps.map(async (k) => {
      const id = `left-${door}-${kind}-${k}`
      const call = { model: `${kind}.slow-10x40`, stream: true, leaveAfter: k, id, body: bodyOf(kind) }
      const answer = await chat({ url: stand.atrium.url, secret: person.secret, ...call })
      const record = await recordOf(person, answer.requestId)
      const sent = stand.upstream.callsOf(id)[0]?.chunks ?? 0
      expect(record.outputTokens).toBeGreaterThanOrEqual(Math.min(k, limitOf(kind)))
      expect(record.outputTokens).toBeLessThanOrEqual(Math.min(sent, limitOf(kind)))
      const charge = nanosOf(record.charge)
      expect(charge).toBe(record.outputTokens === 0 ? 0n : oddCharge({ input: record.inputTokens, output: record.outputTokens }))
      prices.set(record.outputTokens, charge)
    })
    await Promise.all(leaving)
    const inOrder = [...prices].sort(([a], [b]) => a - b).map(([, charge]) => charge)
    expect(inOrder).toEqual([...inOrder].sort((a, b) => (a < b ? -1 : 1)))
  })

  it('left by the caller at the finish: the report that comes later is paid exactly', async () => {
    const person = await stand.person()
    const { balance } = await walletOf(person)
    const id = `late-${door}`
    const call = { model: 'late', stream: true, leaveAtFinish: true, id }
    const { requestId, usage } = await chat({ url: stand.atrium.url, secret: person.secret, ...call })
    expect(usage).toBeUndefined()
    const record = await recordOf(person, requestId)
    expect(record).toMatchObject({ status: 499, outputTokens: 20_008, reasoningTokens: 20_000, estimated: false })
    const [{ promptTokens = 0, reported } = {}] = stand.upstream.callsOf(id)
    expect(reported).toMatchObject({ prompt_tokens: promptTokens, completion_tokens: 20_008 })
    const charge = oddCharge({ input: promptTokens, output: 20_008, reasoning: 20_000 })
    expect(nanosOf(record.charge)).toBe(charge)
    await within(5000, async () => (await walletOf(person)).onHold === 0n)
    expect((await walletOf(person)).balance).toBe(balance - charge)
  })

  it('left by the caller just before the finish: what arrived is paid, not what was thought', async () => {
    const person = await stand.person()
    const id = `later-${door}`
    const { requestId } = await chat({ url: stand.atrium.url, secret: person.secret, model: 'later', stream: true, leaveAfter: 8, id })
    const record = await recordOf(person, requestId)
    expect(record).toMatchObject({ status: 499, outputTokens: 8, reasoningTokens: 0, estimated: true })
    expect(nanosOf(record.charge)).toBe(oddCharge({ input: record.inputTokens, output: 8 }))
    await within(5000, async () => stand.upstream.callsOf(id)[0]?.state === 'gone')
    expect(stand.upstream.callsOf(id)[0]?.reported).toBeNull()
  })
})
