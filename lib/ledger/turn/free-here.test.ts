import { describe, expect, it } from 'vitest'
import { aHold } from '@/tests/ledger'
import { noteAsked, noteAway, noteFree, surelyAdmitted } from './free-here'

const person = { userId: 1, walletId: 1 }
const wallet = (left: bigint) => new Map([[1, { left }]])
const limits = (of: Record<string, bigint>) => new Map(Object.entries(of).map(([id, left]) => [id, { left }]))

describe('a hold is surely admitted', () => {
  it('when its wallet and all of its limits have twenty times as much', () => {
    const hold = aHold(person, 10n, { limitIds: ['a', 'b'] })
    const sure = (cash: bigint, a: bigint, b: bigint) => {
      noteFree(wallet(cash), limits({ a, b }))
      return surelyAdmitted(hold)
    }
    expect(sure(200n, 200n, 200n)).toBe(true)
    expect(sure(199n, 200n, 200n)).toBe(false)
    expect(sure(200n, 199n, 200n)).toBe(false)
    expect(sure(200n, 200n, 199n)).toBe(false)
  })

  it('only where the wallet and the limits have been seen, unless nothing is asked of them', () => {
    noteFree(wallet(1000n), limits({}))
    expect(surelyAdmitted(aHold({ userId: 2, walletId: 2 }, 1n))).toBe(false)
    expect(surelyAdmitted(aHold({ userId: 2, walletId: 2 }, 0n))).toBe(true)
    expect(surelyAdmitted(aHold(person, 1n, { limitId: 'never seen' }))).toBe(false)
  })

  it('until calls of the same moment have asked for too much', () => {
    noteFree(wallet(220n), limits({ a: 1000n }))
    const hold = aHold(person, 10n, { limitId: 'a' })
    for (const sure of [true, true, true, false]) {
      expect(surelyAdmitted(hold)).toBe(sure)
      noteAsked(hold)
    }
    noteFree(wallet(200n), limits({}))
    expect(surelyAdmitted(hold)).toBe(true)
  })

  it('never while the database does not answer', () => {
    const hold = aHold(person, 0n)
    noteFree(wallet(0n), limits({}))
    expect(surelyAdmitted(hold)).toBe(true)
    noteAway()
    expect(surelyAdmitted(hold)).toBe(false)
    noteFree(wallet(0n), limits({}))
    expect(surelyAdmitted(hold)).toBe(true)
  })
})
