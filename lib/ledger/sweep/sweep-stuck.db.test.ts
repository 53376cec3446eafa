import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { pool } from '@/lib/db/pool'
import { transaction } from '@/lib/db/transaction'
import { endProcess, startProcess } from '@/lib/processes/heartbeat'
import { freshDatabase } from '@/tests/database'
import { aHold, aPerson, balancesOf, type Person } from '@/tests/ledger'
import { admit } from '../turn/admit'
import { hotPool } from '../turn/hot-pool'
import { grant } from '../wallet/grant'
import { verifyBooks } from '../wallet/verify-books'
import { mostOrphans } from './orphans'
import { sweep } from './sweep'

beforeAll(async () => {
  await freshDatabase()
})
let complaints: ReturnType<typeof vi.spyOn>
beforeEach(async () => {
  await startProcess()
  complaints = vi.spyOn(console, 'error').mockImplementation(() => undefined)
})
afterEach(() => {
  vi.restoreAllMocks()
})

let gifts = 0
async function anExpiredGrant(): Promise<Person> {
  const person = await aPerson()
  const gift = { ...person, amountNanos: 5n, expiresAt: new Date(Date.now() - 1000), kind: 'test', idempotencyKey: `gift${gifts++}` }
  await transaction((tx) => grant(tx, gift))
  return person
}
/** Creates so many calls of one wallet whose process is gone. */
async function orphans(calls: number): Promise<Person> {
  const person = await aPerson({ cash: BigInt(calls) })
  await Promise.all(Array.from({ length: calls }, () => admit(aHold(person, 1n))))
  return person
}
/** Makes the database refuse every settlement of this wallet. */
const breakBooks = ({ walletId }: Person) => pool().query('update wallets set held = 0 where id = $1', [walletId])
const mendBooks = ({ walletId }: Person, held: number) => pool().query('update wallets set held = $2 where id = $1', [walletId, held])
const said = () => complaints.mock.calls.map(([line]: unknown[]) => JSON.parse(String(line)))

describe('a call that cannot be settled', () => {
  it('does not delay other calls or expired grants, is logged once a sweep, and is settled when it can be', async () => {
    const [broken, before, after, giver] = [await orphans(2), await orphans(3), await orphans(3), await anExpiredGrant()]
    await breakBooks(broken)
    await endProcess()
    expect(await sweep()).toBe(6)
    expect([await balancesOf(before), await balancesOf(after)]).toMatchObject([{ held: 0n }, { held: 0n }])
    expect(await balancesOf(giver)).toMatchObject({ granted: 0n })
    expect(said().filter(({ level }: { level: string }) => level === 'error')).toEqual([
      expect.objectContaining({
        message: 'calls of a process that is gone could not be settled yet',
        facts: expect.objectContaining({ calls: 2 }),
      }),
    ])
    expect(await sweep()).toBe(0)
    await mendBooks(broken, 2)
    expect(await sweep()).toBe(2)
    expect(await verifyBooks()).toEqual([])
  })

  it('does not make the sweep endless, however many there are, nor hide those that come after them', async () => {
    const many = mostOrphans + 20
    const [broken, good] = [await orphans(many), await orphans(1)]
    await breakBooks(broken)
    await endProcess()
    expect(await sweep()).toBe(1)
    expect(await balancesOf(good)).toMatchObject({ held: 0n })
    await mendBooks(broken, many)
    expect(await sweep()).toBe(many)
    expect(await verifyBooks()).toEqual([])
  })

  it('because its wallet is locked delays nobody, and is not waited for', async () => {
    const [locked, good, giver] = [await orphans(2), await orphans(2), await anExpiredGrant()]
    const other = await pool().connect()
    await other.query('begin')
    await other.query('select 1 from wallets where id = $1 for update', [locked.walletId])
    await endProcess()
    expect(await sweep()).toBe(2)
    expect(await balancesOf(good)).toMatchObject({ held: 0n })
    expect(await balancesOf(giver)).toMatchObject({ granted: 0n })
    expect(await balancesOf(locked)).toMatchObject({ held: 2n })
    await other.query('rollback')
    other.release()
    expect(await sweep()).toBe(2)
  })

  it('because the database is away leaves the turn, and the next begins where that one ended', async () => {
    const people = await Promise.all(Array.from({ length: mostOrphans + 1 }, () => orphans(1)))
    await endProcess()
    const query = vi.spyOn(hotPool(), 'query')
    const begin = performance.now()
    const clock = vi.spyOn(performance, 'now').mockReturnValue(begin)
    query.mockImplementation((async () => {
      clock.mockReturnValue(begin + 9_000)
      throw Object.assign(new Error('away'), { code: 'ECONNREFUSED' })
    }) as never)
    expect(await sweep()).toBe(0)
    expect(query).toHaveBeenCalledTimes(1)
    query.mockRestore()
    expect(await sweep()).toBe(1)
    expect(await sweep()).toBe(mostOrphans)
    expect(await Promise.all(people.map(balancesOf))).toEqual(people.map(() => expect.objectContaining({ held: 0n })))
  })
})
