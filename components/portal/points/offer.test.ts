import { expect, it } from 'vitest'
import { offerFor } from './offer'

it('says what an amount buys and what it leaves', () => {
  expect(offerFor(' 10 ', 100, 12.5)).toEqual({ points: 1000, nanos: 10_000_000_000n, left: 2.5 })
  expect(offerFor('1,000.01', 100, 1000.01)).toMatchObject({ points: 100_001, left: 0 })
})

it('says why an amount buys nothing', () => {
  for (const typed of ['', '0', '-1', '1e3', '１００', '100.001', 'ten'])
    expect(offerFor(typed, 100, 10), typed).toEqual({ problem: 'amount' })
  expect(offerFor('0.5', 1, 10)).toEqual({ problem: 'whole' })
  expect(offerFor('10.01', 100, 10)).toEqual({ problem: 'too_much' })
})
