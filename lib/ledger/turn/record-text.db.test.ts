import { beforeAll, describe, expect, it, vi } from 'vitest'
import { pool } from '@/lib/db/pool'
import { endProcess, startProcess } from '@/lib/processes/heartbeat'
import { freshDatabase } from '@/tests/database'
import { aHold, aLimit, anEnd, aPerson, balancesOf, seeded, theEnd } from '@/tests/ledger'
import { sweep } from '../sweep/sweep'
import { verifyBooks } from '../wallet/verify-books'
import { admit } from './admit'
import { hotPool } from './hot-pool'
import { type HoldRequest, type RecordEnd, storableText } from './records'
import { settle } from './settle'

const rounds = process.env.FULL ? 60 : 6
const seed = Number(process.env.SEED ?? 20261122)
const random = seeded(seed)
const below = (limit: number) => Math.floor(random() * limit)
const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T

beforeAll(async () => {
  await freshDatabase()
  await startProcess()
})

const pieces = [
  '"',
  '\\',
  ',',
  '(',
  ')',
  '{',
  '}',
  "'",
  '\n',
  '\r',
  '\t',
  ' ',
  '\0',
  '\ud83d',
  '\ude00',
  '😀',
  'é',
  '中',
  '\u2028',
  '\ufeff',
  '\x7f',
  '%',
  '$1',
  ';--',
  'NULL',
  'null',
  '\\N',
  '""',
  '\\"',
  '\\\\',
  '""(',
  ')"',
  'x',
  '0',
]
const whole = [
  '',
  ' ',
  'null',
  'NULL',
  '(null)',
  '"',
  '\\',
  '{}',
  '()',
  '(,)',
  '\0',
  '\ud800',
  ' x ',
  '"("',
  'a,b',
  `${'\\'.repeat(300)}`,
  '"'.repeat(999),
  '😀'.repeat(400),
]
const wild = (): string => (random() < 0.3 ? pick(whole) : Array.from({ length: below(12) }, () => pick(pieces)).join(''))
const wildOrNull = (): string | null => (random() < 0.2 ? null : wild())
/** An id is never cut or cleaned, because rows are found by it. */
const wildId = (): string | null => (random() < 0.3 ? null : `id_${wild().slice(0, 40).replaceAll('\0', '').toWellFormed()}`)

const wildHold = (person: Awaited<ReturnType<typeof aPerson>>, limitIds: string[]): HoldRequest => ({
  ...aHold(person, BigInt(below(3))),
  keyId: wildId(),
  limitIds,
  record: {
    endpoint: wild(),
    protocol: wild(),
    model: wild(),
    group: wild(),
    stream: random() < 0.5,
    address: wildOrNull(),
    clientRequestId: wildOrNull(),
    keyName: wildOrNull(),
    priceVersionId: wildId(),
    multiplier: below(100_000),
  },
})
const wildEnd = (): RecordEnd => ({
  ...anEnd(),
  modelUsed: wildOrNull(),
  upstream: wildOrNull(),
  upstreamModel: wildOrNull(),
  errorCode: wildOrNull(),
  finishReason: wildOrNull(),
  attempts: Array.from({ length: below(4) }, () => ({
    upstream: wild(),
    upstreamModel: wild(),
    status: null,
    reason: wildOrNull(),
    ms: below(99),
  })),
  tags: random() < 0.5 ? null : { [wild()]: wild(), [wild()]: wild() },
  cacheAge: random() < 0.5 ? null : below(99),
})
const storable = (text: string) => text.replaceAll('\0', '').toWellFormed()

const startColumns = ({ time, keyId, limitIds, holdNanos, userId, walletId, record }: HoldRequest) => ({
  time,
  user_id: userId,
  wallet_id: walletId,
  hold: holdNanos,
  key_id: keyId,
  limit_ids: limitIds.join(' ') || null,
  key_name: storableText(record.keyName),
  group_name: storableText(record.group),
  endpoint: storableText(record.endpoint),
  protocol: storableText(record.protocol),
  model: storableText(record.model),
  stream: record.stream,
  address: storableText(record.address),
  client_request_id: storableText(record.clientRequestId),
  price_version_id: record.priceVersionId,
  multiplier: record.multiplier,
})
const endColumns = ({ modelUsed, upstream, upstreamModel, errorCode, finishReason, attempts, tags, cacheAge }: RecordEnd) => ({
  model_used: storableText(modelUsed),
  upstream: storableText(upstream),
  upstream_model: storableText(upstreamModel),
  error_code: storableText(errorCode),
  finish_reason: storableText(finishReason),
  tags: tags && Object.fromEntries(Object.entries(tags).map(([name, value]) => [storable(name), storable(value)])),
  cache_age: cacheAge,
  attempts:
    attempts.length === 0
      ? null
      : attempts.map(({ upstream, upstreamModel, reason, ...rest }) => ({
          ...rest,
          upstream: storableText(upstream),
          upstreamModel: storableText(upstreamModel),
          reason: storableText(reason),
        })),
})
const rowOf = async (table: string, { id }: HoldRequest) => (await pool().query(`select * from ${table} where id = $1`, [id])).rows

describe(`wild texts (seed ${seed})`, () => {
  it('stand in the hold and in the record as they were given, at the first try', async () => {
    const person = await aPerson({ cash: 1_000_000n })
    const limits = await Promise.all([null, null, null].map(aLimit))
    const asked = vi.spyOn(hotPool(), 'query')
    for (let round = 0; round < rounds; round++) {
      asked.mockClear()
      const calls = Array.from({ length: 30 }, () => ({ hold: wildHold(person, limits.slice(0, below(4))), end: wildEnd() }))
      await Promise.all(calls.map(({ hold }) => admit(hold)))
      for (const { hold } of calls) expect(await rowOf('open_holds', hold)).toEqual([expect.objectContaining(startColumns(hold))])
      await Promise.all(calls.map(({ hold, end }) => settle({ ...theEnd(hold, hold.holdNanos), record: end })))
      expect(asked).toHaveBeenCalledTimes(2)
      for (const { hold, end } of calls)
        expect(await rowOf('usage_records', hold)).toEqual([
          expect.objectContaining({ ...startColumns(hold), ...endColumns(end), charge: hold.holdNanos }),
        ])
    }
    asked.mockRestore()
    expect(await verifyBooks()).toEqual([])
  })

  it('are the same in the record that the sweep writes', async () => {
    const person = await aPerson({ cash: 1_000_000n })
    const limits = await Promise.all([null, null, null].map(aLimit))
    const holds = Array.from({ length: 30 * rounds }, () => wildHold(person, limits.slice(0, below(4))))
    await Promise.all(holds.map(admit))
    await endProcess()
    expect(await sweep()).toBe(holds.length)
    await startProcess()
    for (const hold of holds)
      expect(await rowOf('usage_records', hold)).toEqual([expect.objectContaining({ ...startColumns(hold), error_code: 'interrupted' })])
    expect(await balancesOf(person)).toMatchObject({ cash: 1_000_000n, held: 0n })
  })
})

describe('a hold that the database could not read again', () => {
  const wrong: [what: string, change: (hold: HoldRequest) => HoldRequest][] = [
    ['no multiplier', (hold) => ({ ...hold, record: { ...hold.record, multiplier: Number.NaN } })],
    ['half a multiplier', (hold) => ({ ...hold, record: { ...hold.record, multiplier: 0.5 } })],
    ['a user beyond an integer', (hold) => ({ ...hold, userId: 2 ** 31 })],
    ['a wallet below zero', (hold) => ({ ...hold, walletId: -1 })],
    ['no time', (hold) => ({ ...hold, time: new Date(Number.NaN) })],
    ['a time beyond PostgreSQL’s reach', (hold) => ({ ...hold, time: new Date(8.64e15) })],
    ['an amount beyond a bigint', (hold) => ({ ...hold, holdNanos: 2n ** 63n })],
    ['an amount below zero', (hold) => ({ ...hold, holdNanos: -1n })],
  ]
  it.each(wrong)('is refused before it is asked for: %s', async (_, change) => {
    const person = await aPerson({ cash: 10n })
    const asked = vi.spyOn(hotPool(), 'query')
    await expect(admit(change(aHold(person, 1n)))).rejects.toThrow()
    expect(asked).not.toHaveBeenCalled()
    asked.mockRestore()
    expect(await sweep()).toBe(0)
  })
})
