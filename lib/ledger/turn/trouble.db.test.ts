import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { pool } from '@/lib/db/pool'
import { startProcess } from '@/lib/processes/heartbeat'
import { rollUp } from '@/lib/usage/roll-up'
import { freshDatabase } from '@/tests/database'
import { aHold, anEnd, aPerson, balancesOf, type Person, theEnd } from '@/tests/ledger'
import { sweep } from '../sweep/sweep'
import { verifyBooks } from '../wallet/verify-books'
import { admit } from './admit'
import { hotPool, patienceMs } from './hot-pool'
import { recordRefusal, refusalsDone } from './record-refusal'
import { settle } from './settle'
import { turnSql } from './turn-sql'

beforeAll(async () => {
  await freshDatabase()
  await startProcess()
})
afterEach(() => {
  vi.restoreAllMocks()
})

const recordOf = async (id: string) => (await pool().query('select * from usage_records where id = $1', [id])).rows[0]
const broken = () => Object.assign(new Error('broken'), { code: 'ECONNRESET' })

/** The next statement is carried out but its answer is lost. Later ones do not get through. */
function breakConnections(more = 0): void {
  const hot = hotPool()
  const query = hot.query.bind(hot) as (asked: unknown) => Promise<unknown>
  const next = vi.spyOn(hot, 'query').mockImplementationOnce(async (asked: unknown) => {
    await query(asked)
    throw broken()
  })
  for (let n = 0; n < more; n++) next.mockRejectedValueOnce(broken() as never)
}

describe('while somebody keeps a wallet locked', () => {
  async function lock({ walletId }: Person): Promise<() => Promise<void>> {
    const other = await pool().connect()
    await other.query('begin')
    await other.query('select 1 from wallets where id = $1 for update', [walletId])
    return async () => {
      await other.query('rollback')
      other.release()
    }
  }
  const somebodyWaits = () =>
    vi.waitFor(
      async () => {
        const { rows } = await pool().query(
          "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
        )
        expect(rows).not.toEqual([])
      },
      { timeout: 10_000, interval: 5 },
    )

  it('settlements of others that came with its own go on', async () => {
    const [stuck, free] = [await aPerson({ cash: 10n }), await aPerson({ cash: 10n })]
    const holds = [aHold(stuck, 1n), aHold(free, 1n)] as const
    await Promise.all(holds.map(admit))
    const unlock = await lock(stuck)
    const [behind, ahead] = holds.map((hold) => settle(theEnd(hold, 1n)))
    await ahead
    expect(await balancesOf(free)).toMatchObject({ cash: 9n, held: 0n })
    await unlock()
    await behind
    expect(await verifyBooks()).toEqual([])
  })

  it('calls that come later do not wait for it at all', async () => {
    const [stuck, free] = [await aPerson({ cash: 10n }), await aPerson({ cash: 10n })]
    const unlock = await lock(stuck)
    const asked = vi.spyOn(hotPool(), 'query')
    const behind = admit(aHold(stuck, 1n))
    await somebodyWaits()
    await admit(aHold(free, 1n))
    expect(asked).toHaveBeenCalledTimes(2) // It still waits, because a settlement that failed for a lock is repeated.
    await unlock()
    await behind
  })

  it('its settlements keep no admission of others waiting, whether they share a turn or came before', async () => {
    const [stuck, free] = [await aPerson({ cash: 10n }), await aPerson({ cash: 10n })]
    const holds = Array.from({ length: 3 }, () => aHold(stuck, 1n))
    await Promise.all(holds.map(admit))
    const unlock = await lock(stuck)
    const behind: Promise<void>[] = []
    for (const hold of holds) {
      behind.push(settle(theEnd(hold, 1n)))
      expect(await admit(aHold(free, 1n))).toEqual({ ok: true })
    }
    expect(await balancesOf(stuck)).toMatchObject({ held: 3n })
    await unlock()
    await Promise.all(behind)
    expect(await balancesOf(stuck)).toMatchObject({ cash: 7n, held: 0n })
  })

  it('a statement that nobody waits for any more is ended', async () => {
    const { rows } = await hotPool().query("select extract(epoch from current_setting('statement_timeout')::interval)::int * 1000 as ms")
    expect(rows[0].ms).toBeLessThan(patienceMs)
    expect(rows[0].ms).toBeGreaterThan(0)
  })
})

it('the statement that every call waits for reads no partition, so that old months cost nothing', async () => {
  const client = await hotPool().connect()
  await client.query(`prepare turn as ${turnSql}`)
  const unknown = Array.from({ length: 20 }, () => 'null').join(', ')
  const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain execute turn(${unknown})`)
  client.release()
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
  expect(plan).toMatch(/Insert on usage_records/)
  expect(plan).toMatch(/Index Scan using wallets_pkey on wallets/)
  expect(plan).not.toMatch(/Scan.* on (usage_records|hold_groups)|Seq Scan/)
})

it('an admission that was committed though nobody could hear of it is given back', async () => {
  const person = await aPerson({ cash: 10n })
  const hold = aHold(person, 5n)
  breakConnections(8)
  await expect(admit(hold)).rejects.toThrow('broken')
  vi.restoreAllMocks()
  expect(await balancesOf(person)).toMatchObject({ cash: 10n, held: 5n })
  expect(await sweep()).toBe(1)
  expect(await recordOf(hold.id)).toMatchObject({ charge: 0n, error_code: 'interrupted' })
  expect(await balancesOf(person)).toMatchObject({ cash: 10n, held: 0n })
})

it('while the disk is full calls are refused, and those that run are settled whole as soon as there is room', async () => {
  const person = await aPerson({ cash: 10n })
  const hold = aHold(person, 5n)
  await admit(hold)
  await pool().query(`create function no_room() returns trigger language plpgsql as
    $$ begin raise 'could not extend file: No space left on device' using errcode = 'disk_full'; end $$`)
  await pool().query('create trigger no_room before insert on hold_groups execute function no_room()')
  await pool().query('create trigger no_room before insert on usage_records execute function no_room()')
  const asked = vi.spyOn(hotPool(), 'query')
  let isDone = false
  const settled = settle(theEnd(hold, 4n)).then(() => {
    isDone = true
  })
  await expect(admit(aHold(person, 1n))).rejects.toMatchObject({ code: '53100' })
  const tries = () => asked.mock.calls.filter(([one]) => (one as unknown as { name: string }).name === 'ledger.turn')
  await vi.waitFor(() => expect(tries().length).toBeGreaterThan(12), 30_000) // One that would never pass is given up earlier.
  expect([isDone, await recordOf(hold.id), await sweep()]).toEqual([false, undefined, 0])
  await pool().query('drop function no_room() cascade')
  await settled
  expect(await recordOf(hold.id)).toMatchObject({ charge: 4n, output_tokens: 20, upstream: 'here', error_code: null })
  expect(await balancesOf(person)).toMatchObject({ cash: 6n, held: 0n })
  expect(await verifyBooks()).toEqual([])
})

it('a settlement whose words cannot be written is written without them', async () => {
  const person = await aPerson({ cash: 10n })
  const hold = aHold(person, 5n)
  await admit(hold)
  const attempts = [{ upstream: 'here', upstreamModel: 'tiny', status: 200, reason: null, ms: 1n as unknown as number }]
  await settle({ ...theEnd(hold, 4n), record: anEnd({ attempts }) })
  expect(await recordOf(hold.id)).toMatchObject({ charge: 4n, output_tokens: 20, attempts: null, upstream: null })
  expect(await balancesOf(person)).toMatchObject({ cash: 6n, held: 0n })
})

describe('records of refused calls', () => {
  const refusal = (person: Person) => {
    const hold = aHold(person, 0n)
    return { ...hold, record: { ...hold.record, ...anEnd({ status: 429, errorCode: 'rate_limit_exceeded' }) } }
  }

  it('are written once though the connection broke, and one that PostgreSQL cannot take keeps no other', async () => {
    const person = await aPerson()
    const [one, wrong, other] = [refusal(person), refusal({ ...person, userId: 2 ** 40 }), refusal(person)]
    const complaints = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    breakConnections()
    recordRefusal(one)
    await refusalsDone()
    expect(complaints).not.toHaveBeenCalled()
    recordRefusal(wrong)
    recordRefusal(other)
    await refusalsDone()
    expect(await Promise.all([one, wrong, other].map(({ id }) => recordOf(id)))).toEqual([
      expect.objectContaining({ status: 429, charge: 0n }),
      undefined,
      expect.objectContaining({ status: 429 }),
    ])
  })

  it('are counted in the hourly sums, as settled calls are', async () => {
    const person = await aPerson({ cash: 10n })
    const hold = aHold(person, 5n)
    await admit(hold)
    await settle(theEnd(hold, 4n))
    recordRefusal(refusal(person))
    await refusalsDone()
    await vi.waitFor(async () => {
      await rollUp()
      const sums =
        'select sum(calls)::int as calls, sum(errors)::int as errors, sum(charge)::int as charge from usage_hours where user_id = $1'
      expect((await pool().query(sums, [person.userId])).rows).toEqual([{ calls: 2, errors: 1, charge: 4 }])
    }, 10_000)
  })

  it('are bounded while they wait', async () => {
    const person = await aPerson()
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const written = vi.spyOn(hotPool(), 'query').mockResolvedValue({ rows: [] } as never)
    for (let n = 0; n < 10_050; n++) recordRefusal(refusal(person))
    await refusalsDone()
    const sizes = written.mock.calls.map(([asked]) => (asked as unknown as { values: string[] }).values[0]?.split('"(').length ?? 1)
    expect(sizes.reduce((sum, size) => sum + size - 1, 0)).toBe(10_000)
  })
})
