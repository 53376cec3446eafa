import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import { noUnits } from '@/lib/units'
import { faults } from './__fixtures__/faults'
import { answerOf, feed, options, pieces, relayed } from './__fixtures__/feed'

const usageOf = (pair: readonly [number, number] | null | undefined) =>
  pair ? { ...noUnits, inputTokens: pair[0], outputTokens: pair[1], requests: 1, estimated: false } : null

test('the corpus covers the ways in which upstreams misbehave', () => {
  expect(faults.length).toBeGreaterThanOrEqual(60)
  expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length)
})

test.each(faults)('$name', async (fault) => {
  const gone = new AbortController()
  const body = feed(fault.send, fault.end)
  const { wantsUsage = false, maxEventBytes } = fault
  const { out, settled, refused } = await relayed(
    answerOf(body, fault.type),
    options({ wantsUsage, signal: gone.signal, ...(maxEventBytes && { maxEventBytes }) }),
  )
  if (fault.refused) {
    expect(refused).toEqual({ ok: false, reason: fault.refused, ...fault.error })
    expect(settled).toEqual([])
  } else {
    expect(refused).toBeUndefined()
    expect(out).toBe(fault.out)
    expect(settled).toHaveLength(1)
    const { tokens: _tokens, finished, ...end } = settled[0] ?? {}
    const { how, text, finishReason } = fault
    expect(end).toEqual({ how, text, finishReason, usage: usageOf(fault.usage) })
    expect(finished).toBe(how === 'complete')
  }
  expect(getEventListeners(gone.signal, 'abort')).toHaveLength(0)
  expect(body.listenerCount('data')).toBe(0)
})

test.each([1, 2, 3, 7, 64])('chunks of %i bytes make no difference to what the caller gets', async (size) => {
  for (const fault of faults) {
    if (fault.refused || fault.end === 'reset' || fault.maxEventBytes) continue
    const text = Buffer.concat(fault.send.map((part) => Buffer.from(part as string))).toString()
    const { out, refused } = await relayed(
      answerOf(feed(pieces(text, size), fault.end), fault.type),
      options({ wantsUsage: fault.wantsUsage ?? false }),
    )
    expect(refused, fault.name).toBeUndefined()
    expect(out, fault.name).toBe(fault.out)
  }
})
