// Random operations of every kind on the same wallets. Several server processes may run them at once, so nothing here needs Vitest.
import { deepStrictEqual } from 'node:assert'
import { pool } from '@/lib/db/pool'
import { transaction } from '@/lib/db/transaction'
import { redeem } from '@/lib/ledger/codes/redeem'
import type { WalletAccount } from '@/lib/ledger/names'
import { buyPoints } from '@/lib/ledger/points/buy-points'
import { settlePoints, sweepPoints } from '@/lib/ledger/points/settle-points'
import { takePoints } from '@/lib/ledger/points/take-points'
import { cancelRequest } from '@/lib/ledger/requests/cancel-request'
import { decideRecharge } from '@/lib/ledger/requests/decide-recharge'
import { decideWithdrawal } from '@/lib/ledger/requests/decide-withdrawal'
import { requestRecharge } from '@/lib/ledger/requests/request-recharge'
import { requestWithdrawal } from '@/lib/ledger/requests/request-withdrawal'
import { journal } from '@/lib/ledger/sweep/journal'
import { sweep } from '@/lib/ledger/sweep/sweep'
import { admit } from '@/lib/ledger/turn/admit'
import { flushSettlements } from '@/lib/ledger/turn/flush-settlements'
import { recordRefusal } from '@/lib/ledger/turn/record-refusal'
import type { HoldRequest } from '@/lib/ledger/turn/records'
import { settle } from '@/lib/ledger/turn/settle'
import { adjust } from '@/lib/ledger/wallet/adjust'
import { expireGrants } from '@/lib/ledger/wallet/expire-grants'
import { grant } from '@/lib/ledger/wallet/grant'
import { grantLots } from '@/lib/ledger/wallet/grant-lots'
import { verifyBooks } from '@/lib/ledger/wallet/verify-books'
import { claimReferral } from '@/lib/referrals/claim-referral'
import { settings } from '@/lib/settings/settings'
import { aHold, anEnd, aPerson, type Person, seeded, theEnd } from './ledger'

export interface MixOrder {
  seed: number
  operations: number
  inFlight: number
  operator: Person
  /** Each with a wallet of their own. */
  people: Person[]
  /** Who may call, and from which wallet: the people first, then users of shared wallets. */
  callers: Person[]
  limits: string[]
  codes: string[]
  /** Who invites, with their codes. A reward is more than all else that a wallet sees, so these are few. */
  inviters: { person: Person; code: string }[]
}

/** Every fourth wallet uses upstreams that report more than was held. Only those wallets may go below zero. */
const mayOverrun = ({ people }: MixOrder, place: number) => place < people.length && place % 4 === 0

/** Throws when a book does not balance, or a wallet is below zero that may not be. */
export async function checkMix(order: MixOrder): Promise<void> {
  deepStrictEqual(await verifyBooks(), [])
  const { rows: wrong } = await pool().query('select * from wallets where cash + granted < held or cash < 0')
  const strict = new Set(order.callers.filter((_, place) => !mayOverrun(order, place)).map(({ walletId }) => walletId))
  deepStrictEqual(
    wrong.filter(({ id }) => strict.has(id)),
    [],
  )
}

const expectCode =
  (...codes: string[]) =>
  (error: { code?: string }): undefined => {
    if (!codes.includes(error.code ?? '')) throw error
  }
const expectShort = expectCode('insufficient_funds')
const expectPoor = expectCode('insufficient_points')
const expectUsed = expectCode('code_used')
const expectDecided = expectCode('already_decided')
const expectNoRequest = expectCode('insufficient_funds', 'too_many_open')
const expectClaimed = expectCode('referral_claimed')

/** Carries the operations out and returns by how much each wallet should have changed, apart from grants that ended. */
export async function runMix(order: MixOrder): Promise<Map<number, bigint>> {
  const { people, callers, limits, codes, operations } = order
  const random = seeded(order.seed)
  const below = (limit: number) => Math.floor(random() * limit)
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T
  const actor = { id: order.operator.userId }
  const changes = new Map<number, bigint>()
  const add = ({ walletId }: Person, amount: bigint) => changes.set(walletId, (changes.get(walletId) ?? 0n) + amount)
  const open: { hold: HoldRequest; person: Person; place: number }[] = []
  let named = 0
  const aName = () => `mix${order.seed}:${named++}`

  const call = async (place: number, leaveOpen: boolean, chosen = random()) => {
    const person = callers[place] as Person
    const limitIds = new Set(Array.from({ length: below(7) }, () => pick(limits)))
    const hold = aHold(person, BigInt(below(200)), { limitIds: [...limitIds] })
    if (!(await admit(hold)).ok) return
    if (leaveOpen) return void open.push({ hold, person, place })
    if (chosen < 0.3) await journal([{ ...hold, inputTokens: 5, outputTokens: 1 }])
    await end({ hold, person, place }, chosen)
  }
  const end = async ({ hold, person, place }: (typeof open)[number], chosen: number) => {
    const most = mayOverrun(order, place) && chosen < 0.2 ? (hold.holdNanos * 3n) / 2n : hold.holdNanos
    const charge = chosen < 0.15 ? 0n : (most * BigInt(Math.floor(chosen * 1000))) / 1000n
    add(person, -charge)
    await Promise.all([settle(theEnd(hold, charge)), chosen > 0.8 ? settle(theEnd(hold, charge)) : undefined])
  }
  const endOne = async () => {
    const [one] = open.splice(below(open.length), 1)
    if (one) await end(one, random())
  }
  const message = async (person: Person) => {
    const hold = aHold(person, 0n)
    await admit(hold)
    const paid = await takePoints({ ...person, call: hold, points: 1n }).then(() => true, expectPoor)
    const status = paid ? pick([200, 499, 502]) : 402
    await settle({ ...theEnd(hold, 0n), record: anEnd({ status }) })
    await (random() < 0.5 ? settlePoints(hold.id) : sweepPoints())
  }
  /** An operator approves or rejects while the user may cancel; one of them decides, and some requests stay open. */
  const decide = async (kind: 'recharge' | 'withdrawal', { userId }: Person, id: string) => {
    const verb = kind === 'recharge' ? decideRecharge : decideWithdrawal
    const chosen = random()
    const outcomes = await Promise.all(
      [
        ...(chosen < 0.7 ? [verb({ actor, id, approve: chosen < 0.4, reason: null })] : []),
        ...(chosen > 0.5 && chosen < 0.9 ? [cancelRequest({ actor: { id: userId }, kind, id })] : []),
      ].map((deciding) => deciding.then(({ state }) => state, expectDecided)),
    )
    return outcomes.find((state) => state !== undefined)
  }
  const withdraw = async (person: Person, amountNanos: bigint) => {
    const asked = { actor: { id: person.userId }, userId: person.userId, amountNanos, note: null, key: null }
    const made = await requestWithdrawal({ ...asked, method: 'bank', account: 'card 1234' }).catch(expectNoRequest)
    if (!made) return
    add(person, -amountNanos)
    const state = await decide('withdrawal', person, made.id)
    if (state === 'rejected' || state === 'cancelled') add(person, amountNanos)
  }
  const recharge = async (person: Person, amountNanos: bigint) => {
    const asked = { actor: { id: person.userId }, userId: person.userId, amountNanos, note: null, key: null }
    const made = await requestRecharge({ ...asked, method: 'bank' }).catch(expectNoRequest)
    if (made && (await decide('recharge', person, made.id)) === 'approved') add(person, amountNanos)
  }
  /** Sometimes under a key, and then thrice at once. */
  const correct = async (person: Person, account: WalletAccount, amount: bigint) => {
    const idempotencyKey = random() < 0.5 ? aName() : undefined
    const once = () => adjust({ actor, userId: person.userId, account, amount, reason: 'test', idempotencyKey }).catch(expectShort)
    const made = (await Promise.all(Array.from({ length: idempotencyKey ? 3 : 1 }, once))).flatMap((one) => (one ? [one.id] : []))
    if (new Set(made).size > 1) throw new Error('one key adjusted twice')
    if (made.length > 0 && account !== 'points') add(person, amount)
  }
  const give = async (person: Person, amountNanos: bigint) => {
    const expiresAt = new Date(Date.now() + pick([-1000, below(3000), 60_000]))
    await transaction((tx) => grant(tx, { ...person, amountNanos, expiresAt, kind: 'test', idempotencyKey: aName() }))
    add(person, amountNanos)
  }
  /** Somebody new claims several times at once, by the codes of several inviters. */
  const invite = async () => {
    const { userId, ...person } = await aPerson()
    const claim = async (): Promise<number> => {
      const { person: inviter, code } = pick(order.inviters)
      const paid = await claimReferral({ actor: { id: userId }, userId, code }).catch(expectClaimed)
      if (!paid) return 0
      add(inviter, paid.amountNanos)
      add({ userId, ...person }, paid.amountNanos)
      return 1
    }
    const paid = await Promise.all([claim(), claim(), claim()])
    deepStrictEqual([paid.reduce((sum, one) => sum + one, 0), settings().referralReward > 0n], [1, true])
  }
  const kinds: [share: number, (person: Person) => Promise<unknown>][] = [
    [50, () => call(below(callers.length), false)],
    [8, () => call(below(callers.length), true)],
    [8, endOne],
    [6, (person) => correct(person, random() < 0.5 ? 'cash' : 'grant', BigInt(below(400) - 200) || 1n)],
    [2, (person) => correct(person, 'points', BigInt(below(6) - 3) || 1n)],
    [6, () => give(pick(callers), BigInt(1 + below(80)))],
    [
      6,
      (person) =>
        redeem({ ...person, code: pick(codes), address: undefined }).then(({ amountNanos }) => add(person, amountNanos), expectUsed),
    ],
    [4, (person) => buyPoints({ actor: { id: person.userId }, amountNanos: 1000n }).then(() => add(person, -1000n), expectShort)],
    [4, message],
    [6, (person) => withdraw(person, BigInt(1 + below(300)))],
    [4, (person) => recharge(person, BigInt(1 + below(100)))],
    [1, invite],
    [4, async (person) => recordRefusal({ ...aHold(person, 0n), record: { ...aHold(person, 0n).record, ...anEnd({ status: 429 }) } })],
    [2, () => expireGrants()],
    [2, () => sweep()],
    [2, ({ userId }) => grantLots(userId)],
    [4000 / operations, () => checkMix(order)],
  ]
  const shares = kinds.reduce((sum, [share]) => sum + share, 0)
  const anOperation = async () => {
    let at = random() * shares
    for (const [share, run] of kinds) {
      at -= share
      if (at < 0) return run(pick(people))
    }
  }
  let started = 0
  const line = async () => {
    while (started++ < operations) await anOperation()
  }
  await Promise.all(Array.from({ length: order.inFlight }, line))
  await Promise.all(open.map((one) => end(one, 0.5)))
  await flushSettlements()
  return changes
}
