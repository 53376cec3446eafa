import { beforeAll, expect, it } from 'vitest'
import { pool } from '@/lib/db/pool'
import { transaction } from '@/lib/db/transaction'
import { startProcess } from '@/lib/processes/heartbeat'
import { changeSettings } from '@/lib/settings/change-settings'
import { settingsReady } from '@/lib/settings/settings'
import { freshDatabase } from '@/tests/database'
import { aHold, aLimit, anEnd, aPerson, aSharedWallet, type Person, seeded, theEnd } from '@/tests/ledger'
import { createCodes } from './codes/create-codes'
import { redeem } from './codes/redeem'
import { buyPoints } from './points/buy-points'
import { settlePoints, sweepPoints } from './points/settle-points'
import { takePoints } from './points/take-points'
import { cancelRequest } from './requests/cancel-request'
import { decideRecharge } from './requests/decide-recharge'
import { decideWithdrawal } from './requests/decide-withdrawal'
import { requestRecharge } from './requests/request-recharge'
import { requestWithdrawal } from './requests/request-withdrawal'
import { journal } from './sweep/journal'
import { sweep } from './sweep/sweep'
import { admit } from './turn/admit'
import { flushSettlements } from './turn/flush-settlements'
import { recordRefusal } from './turn/record-refusal'
import type { HoldRequest } from './turn/records'
import { settle } from './turn/settle'
import { adjust } from './wallet/adjust'
import { expireGrants } from './wallet/expire-grants'
import { grant } from './wallet/grant'
import { grantLots } from './wallet/grant-lots'
import { verifyBooks } from './wallet/verify-books'

const operations = process.env.FULL ? 50_000 : 2_000
const inFlight = 64
const seed = Number(process.env.SEED ?? 20261122)

beforeAll(async () => {
  await freshDatabase()
  await startProcess()
  await settingsReady()
  await changeSettings({ pointsPerUnit: 1_000_000 }, { id: null }) // A point costs a thousand nanos, so that these wallets can buy some.
  await changeSettings({ minRecharge: '0', minWithdrawal: '0' }, { id: null })
})

const users = 24
/** Every fourth wallet uses upstreams that report more than was held. Only those wallets may go below zero. */
const mayOverrun = (place: number) => place < users && place % 4 === 0

it(`${operations} random operations of every kind, ${inFlight} in flight, leave every book balanced and nobody below zero`, async () => {
  const random = seeded(seed)
  const below = (limit: number) => Math.floor(random() * limit)
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T
  const operator = await aPerson({ role: 'owner' })
  const actor = { id: operator.userId }
  const people: Person[] = []
  for (let n = 0; n < users; n++) people.push(await aPerson({ cash: BigInt(below(3000)), granted: BigInt(below(500)) }))
  /** Who may call, and from which wallet: everybody from their own, and three users each from one that belongs to no user. */
  const callers = [...people]
  for (let n = 0; n < 8; n++) {
    const shared = await aSharedWallet(pick(people).userId, BigInt(below(6000)))
    callers.push(shared, { ...shared, userId: pick(people).userId }, { ...shared, userId: pick(people).userId })
  }
  const limits = [...(await Promise.all(Array.from({ length: 20 }, () => aLimit(BigInt(below(4 * operations)))))), await aLimit(null)]
  const { codes } = await createCodes({ actor, name: 'all', amountNanos: 50n, account: 'grant', count: 40, uses: 3, expiresAt: null })
  /** The expected value of every wallet, kept outside the database. */
  const worth = new Map<number, bigint>()
  for (const { walletId } of callers) {
    const { rows } = await pool().query('select cash + granted as worth from wallets where id = $1', [walletId])
    worth.set(walletId, rows[0].worth)
  }
  const add = ({ walletId }: Person, amount: bigint) => worth.set(walletId, (worth.get(walletId) ?? 0n) + amount)
  const open: { hold: HoldRequest; person: Person; place: number }[] = []

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
    const most = mayOverrun(place) && chosen < 0.2 ? (hold.holdNanos * 3n) / 2n : hold.holdNanos
    const charge = chosen < 0.15 ? 0n : (most * BigInt(Math.floor(chosen * 1000))) / 1000n
    add(person, -charge)
    await Promise.all([settle(theEnd(hold, charge)), chosen > 0.8 ? settle(theEnd(hold, charge)) : undefined])
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
  let key = 0
  const kinds: [share: number, (person: Person) => Promise<unknown>][] = [
    [50, () => call(below(callers.length), false)],
    [8, () => call(below(callers.length), true)],
    [
      8,
      async () => {
        const [one] = open.splice(below(open.length), 1)
        if (one) await end(one, random())
      },
    ],
    [
      6,
      async (person) => {
        const amount = BigInt(below(400) - 200) || 1n
        const account = random() < 0.5 ? 'cash' : 'grant'
        await adjust({ actor, userId: person.userId, account, amount, reason: 'test' }).then(() => add(person, amount), expectShort)
      },
    ],
    [
      6,
      async () => {
        const person = pick(callers)
        const amount = BigInt(1 + below(80))
        const gone = random() < 0.5
        key++
        const expiresAt = new Date(Date.now() + (gone ? -1000 : 60_000))
        const name = `g${key}`
        await transaction((tx) => grant(tx, { ...person, amountNanos: amount, expiresAt, kind: 'test', idempotencyKey: name }))
        add(person, amount)
      },
    ],
    [
      6,
      async (person) => {
        await redeem({ ...person, code: pick(codes), address: undefined }).then(({ amountNanos }) => add(person, amountNanos), expectUsed)
      },
    ],
    [
      4,
      async (person) => {
        await buyPoints({ actor: { id: person.userId }, amountNanos: 1000n }).then(() => add(person, -1000n), expectShort)
      },
    ],
    [4, message],
    [6, (person) => withdraw(person, BigInt(1 + below(300)))],
    [4, (person) => recharge(person, BigInt(1 + below(100)))],
    [4, async (person) => void recordRefusal({ ...aHold(person, 0n), record: { ...aHold(person, 0n).record, ...anEnd({ status: 429 }) } })],
    [
      2,
      async () => {
        await expireGrants()
      },
    ],
    [
      2,
      async () => {
        await sweep()
      },
    ],
    [
      2,
      async (person) => {
        await grantLots(person.userId)
      },
    ],
    [4000 / operations, checkNow],
  ]
  const shares = kinds.reduce((sum, [share]) => sum + share, 0)
  const anOperation = async () => {
    const person = pick(people)
    let at = random() * shares
    for (const [share, run] of kinds) {
      at -= share
      if (at < 0) return run(person)
    }
  }
  let started = 0
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      while (started++ < operations) await anOperation()
    }),
  )
  await Promise.all(open.map((one) => end(one, 0.5)))
  await flushSettlements()
  await checkNow()

  const { rows } = await pool().query<{ id: number; cash: bigint; granted: bigint; held: bigint }>(
    'select id, cash, granted, held from wallets',
  )
  const expired = await pool().query<{ wallet_id: number; amount: bigint }>(
    "select wallet_id, sum(amount)::bigint as amount from transfers where kind = 'grant_expired' group by 1",
  )
  const lost = new Map(expired.rows.map((row) => [row.wallet_id, row.amount]))
  for (const { id, cash, granted, held } of rows.filter(({ id }) => worth.has(id)))
    expect([id, cash + granted + (lost.get(id) ?? 0n), held]).toEqual([id, worth.get(id), 0n])

  async function checkNow() {
    expect(await verifyBooks()).toEqual([])
    const { rows: wrong } = await pool().query('select * from wallets where cash + granted < held or cash < 0')
    const strict = new Set(callers.filter((_, place) => !mayOverrun(place)).map(({ walletId }) => walletId))
    expect(wrong.filter(({ id }) => strict.has(id))).toEqual([])
  }
}, 1_800_000)

const expectCode =
  (...codes: string[]) =>
  (error: { code?: string }) => {
    if (!codes.includes(error.code ?? '')) throw error
  }
const expectShort = expectCode('insufficient_funds')
const expectPoor = expectCode('insufficient_points')
const expectUsed = expectCode('code_used')
const expectDecided = expectCode('already_decided')
const expectNoRequest = expectCode('insufficient_funds', 'too_many_open')
