import { randomBytes } from 'node:crypto'
import { pool } from '@/lib/db/pool'
import { transaction } from '@/lib/db/transaction'
import { newId } from '@/lib/ids'
import type { WalletAccount } from '@/lib/ledger/names'
import type { HoldRequest, RecordEnd, Settlement } from '@/lib/ledger/turn/records'
import { type Entry, entries } from '@/lib/ledger/wallet/entries'
import { grant } from '@/lib/ledger/wallet/grant'
import { transfer } from '@/lib/ledger/wallet/transfer'
import { noUnits } from '@/lib/units'
import { createUser } from '@/lib/users/create-user'
import type { Role } from '@/lib/users/roles'

export const unit = 1_000_000_000n

export interface Person {
  userId: number
  walletId: number
}

/** Creates a user whose wallet holds so many nanos. */
export async function aPerson({ cash = 0n, granted = 0n, expiresAt = null as Date | null, role = 'user' as Role } = {}): Promise<Person> {
  return transaction(async (tx) => {
    const name = `u${randomBytes(8).toString('hex')}`
    const { id: userId, walletId } = await createUser(tx, { username: name, passwordHash: 'none', role })
    if (cash > 0n)
      await transfer(tx, {
        walletId,
        account: 'cash',
        amount: cash,
        counterpart: 'paymentsIn',
        kind: 'test',
        idempotencyKey: `${name}:cash`,
      })
    if (granted > 0n) await grant(tx, { walletId, amountNanos: granted, expiresAt, kind: 'test', idempotencyKey: `${name}:grant` })
    return { userId, walletId }
  })
}

/** Creates a wallet that belongs to no user, and which this user may spend. */
export async function aSharedWallet(userId: number, cash: bigint): Promise<Person> {
  const { rows } = await pool().query<{ id: number }>("insert into wallets (owner_kind, user_id) values ('project', null) returning id")
  const walletId = rows[0]?.id ?? 0
  const gift = { walletId, account: 'cash', amount: cash, counterpart: 'paymentsIn', kind: 'test' } as const
  if (cash > 0n) await transaction((tx) => transfer(tx, { ...gift, idempotencyKey: `shared:${walletId}` }))
  return { userId, walletId }
}

/** Creates a spend limit, as a key has one. */
export async function aLimit(ceiling: bigint | null): Promise<string> {
  const id = newId('limit')
  await pool().query('insert into spend_limits (id, ceiling) values ($1, $2)', [id, ceiling])
  return id
}

type More = Partial<HoldRequest> & { limitId?: string | null }
export const aHold = (person: Person, holdNanos: bigint, { limitId = null, ...more }: More = {}): HoldRequest => ({
  id: newId('call'),
  time: new Date(),
  ...person,
  keyId: null,
  limitIds: limitId === null ? [] : [limitId],
  holdNanos,
  record: {
    endpoint: 'chat/completions',
    protocol: 'openai',
    model: 'tiny',
    group: 'default',
    stream: false,
    address: '127.0.0.1',
    clientRequestId: null,
    keyName: null,
    priceVersionId: null,
    multiplier: 10_000,
  },
  ...more,
})

export const anEnd = (more: Partial<RecordEnd> = {}): RecordEnd => ({
  modelUsed: 'tiny',
  upstream: 'here',
  upstreamModel: 'tiny-1',
  attempts: [{ upstream: 'here', upstreamModel: 'tiny-1', status: 200, reason: null, ms: 12 }],
  status: 200,
  errorCode: null,
  units: { ...noUnits, inputTokens: 10, outputTokens: 20, requests: 1 },
  estimated: false,
  ttftMs: null,
  durationMs: 12,
  queueMs: 0,
  finishReason: 'stop',
  ...more,
})

export const theEnd = ({ id }: HoldRequest, chargeNanos: bigint): Settlement => ({ id, chargeNanos, record: anEnd() })

/** Whether the call is held and has no record. */
export const isOpen = async (id: string): Promise<boolean> =>
  ((await pool().query('select 1 from open_holds where id = $1', [id])).rowCount ?? 0) > 0

export interface Balances {
  cash: bigint
  granted: bigint
  points: bigint
  held: bigint
}
export async function balancesOf({ walletId }: Person): Promise<Balances> {
  const { rows } = await pool().query<Balances>('select cash, granted, points, held from wallets where id = $1', [walletId])
  const [row] = rows
  if (!row) throw new Error('no such wallet')
  return row
}

/** A random source (mulberry32) that gives the same numbers for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** The whole history of a wallet, the newest entry first. */
export async function allEntries(of: { walletId: number; account?: WalletAccount }): Promise<Entry[]> {
  const all: Entry[] = []
  let cursor: string | undefined
  do {
    const page = await entries({ ...of, limit: 1000, cursor })
    all.push(...page.entries)
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  return all
}
