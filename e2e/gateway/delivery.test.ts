import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chat } from '../call.ts'
import { oddCharge } from '../charge.ts'
import { nanosOf, type UsageRecord, usageOf, within } from '../portal.ts'
import { doors, type Person, type Stand, size, startStand } from '../stand.ts'

const steps = Array.from({ length: 41 }, (_, k) => k).filter((k) => k % size(4, 1) === 0)

describe.each(doors)('the charge follows what was delivered, door %s', (door) => {
  let stand: Stand
  let person: Person
  beforeAll(async () => {
    stand = await startStand({ door, models: [...steps.map((k) => `out-40.cut-${k}`), 'slow-10x40'] })
    person = await stand.person()
  })
  afterAll(() => stand?.stop())

  const recordOf = async (requestId: string | null): Promise<UsageRecord> => {
    let record: UsageRecord | undefined
    await within(10_000, async () => {
      record = await usageOf(person, requestId ?? '').catch(() => undefined)
      return typeof record?.status === 'number' // null while the call counts as running
    })
    return record as UsageRecord
  }

  it('cut by the upstream after each piece: nothing at 0, then a token more a piece', async () => {
    let last = 0n
    for (const k of steps) {
      const answer = await chat({ url: stand.atrium.url, secret: person.secret, model: `out-40.cut-${k}`, stream: true })
      expect(answer.pieces).toBe(k)
      expect(answer.done).toBe(false)
      const record = await recordOf(answer.requestId)
      expect(record.outputTokens).toBe(k)
      const charge = nanosOf(record.charge)
      expect(charge).toBe(k === 0 ? 0n : oddCharge({ input: record.inputTokens, output: k }))
      expect(charge).toBeGreaterThanOrEqual(last)
      last = charge
    }
  })

  it('left by the caller after each piece: at least what arrived, at most what the upstream sent', async () => {
    const prices = new Map<number, bigint>()
    const leaving = steps.map(async (k) => {
      const id = `left-${door}-${k}`
      const answer = await chat({ url: stand.atrium.url, secret: person.secret, model: 'slow-10x40', stream: true, leaveAfter: k, id })
      const record = await recordOf(answer.requestId)
      const sent = stand.upstream.callsOf(id)[0]?.chunks ?? 0
      expect(record.outputTokens).toBeGreaterThanOrEqual(k === 40 ? 0 : k)
      expect(record.outputTokens).toBeLessThanOrEqual(sent)
      const charge = nanosOf(record.charge)
      expect(charge).toBe(record.outputTokens === 0 ? 0n : oddCharge({ input: record.inputTokens, output: record.outputTokens }))
      prices.set(record.outputTokens, charge)
    })
    await Promise.all(leaving)
    const inOrder = [...prices].sort(([a], [b]) => a - b).map(([, charge]) => charge)
    expect(inOrder).toEqual([...inOrder].sort((a, b) => (a < b ? -1 : 1)))
  })
})
