import pg from 'pg'
import { expect, vi } from 'vitest'
import { pool } from '@/lib/db/pool'

const broken = (): Error => Object.assign(new Error('broken'), { code: 'ECONNRESET' })
const rolledBack = (): Error => Object.assign(new Error('undone'), { severity: 'ERROR', code: '40001' })

export interface Asked {
  name?: string
  text: string
  values: unknown[]
}
type Query = (asked: Asked) => Promise<unknown>
/** What becomes of a statement that a process asks for. */
export type Fate = (asked: Asked, run: Query) => Promise<unknown>

/** It is carried out, but nobody hears of it. */
export const answerLost: Fate = async (asked, run) => {
  await run(asked)
  throw broken()
}
/** It never reaches the database. */
export const statementLost: Fate = () => Promise.reject(broken())
/** PostgreSQL undoes it and says so. */
export const undone: Fate = () => Promise.reject(rolledBack())

/** A statement whose process has lost its connection, and which goes on by itself. */
export interface Late {
  fate: Fate
  /** Resolves when the process believes that the statement failed. */
  lost: Promise<void>
  /** Lets it go on to its end. Rejects if it failed. */
  finish(): Promise<void>
}

/** One that reaches the database only when it is told to. */
export function late(): Late {
  const lost = Promise.withResolvers<void>()
  let later: (() => Promise<unknown>) | undefined
  return {
    lost: lost.promise,
    fate: ({ text, values }) => {
      later = () => pool().query({ text, values })
      lost.resolve()
      return Promise.reject(broken())
    },
    finish: async () => {
      await lost.promise
      await later?.()
    },
  }
}

/** One that has done all its work and has its locks, but is committed only when it is told to be. */
export function uncommitted(): Late {
  const lost = Promise.withResolvers<void>()
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL })
  return {
    lost: lost.promise,
    fate: async ({ text, values }) => {
      await client.connect()
      await client.query('begin')
      try {
        await client.query({ text, values })
      } catch (error) {
        await client.end()
        throw error
      }
      lost.resolve()
      throw broken()
    },
    finish: async () => {
      await lost.promise
      await client.query('commit')
      await client.end()
    },
  }
}

async function modulesOf() {
  const [{ admit }, { settle }, { sweep }, { journal }, open, { hotPool }, { vitalPool }, { processId }] = await Promise.all([
    import('@/lib/ledger/turn/admit'),
    import('@/lib/ledger/turn/settle'),
    import('@/lib/ledger/sweep/sweep'),
    import('@/lib/ledger/sweep/journal'),
    import('@/lib/ledger/turn/open-holds'),
    import('@/lib/ledger/turn/hot-pool'),
    import('@/lib/db/vital-pool'),
    import('@/lib/processes/process-id'),
  ])
  const { openIds, removeOverGroups } = open
  return { admit, settle, sweep, journal, openIds, removeOverGroups, hotPool, vitalPool, processId }
}

/** A server process on the same database, as a copy of all modules and of what they remember. Its heart does not beat by itself. */
export type LedgerProcess = Awaited<ReturnType<typeof aProcess>>
export async function aProcess() {
  const holder = globalThis as { atriumOnce?: Map<string, unknown> | undefined }
  const ours = holder.atriumOnce
  holder.atriumOnce = undefined
  vi.resetModules()
  const { hotPool, vitalPool, processId, ...uses } = await modulesOf()
  holder.atriumOnce = ours
  const id = processId()
  await pool().query("insert into processes (id, folder) values ($1, $1 || ':/data')", [id])

  let isDead = false
  const fates: { name: string; fate: Fate }[] = []
  const asked: string[] = []
  const watch = (pool: pg.Pool) => {
    const query = pool.query.bind(pool) as unknown as Query
    pool.query = (async (statement: Asked | string) => {
      if (isDead) return new Promise(() => {})
      const one = typeof statement === 'string' ? { text: statement, values: [] } : statement
      const name = one.name ?? one.text.trim().slice(0, 30)
      asked.push(name)
      const at = fates.findIndex((each) => name.startsWith(each.name))
      const answer = at < 0 ? query(one) : (fates.splice(at, 1)[0]?.fate(one, query) ?? query(one))
      const settled = await answer.then(
        (value) => () => value,
        (error) => () => {
          throw error
        },
      )
      return isDead ? new Promise(() => {}) : settled()
    }) as typeof pool.query
  }
  watch(hotPool())
  watch(vitalPool())

  return {
    ...uses,
    id,
    /** The names of the statements that it asked for. */
    asked,
    /** The next statement of this name meets this fate. */
    next: (name: string, fate: Fate): void => void fates.push({ name, fate }),
    /** Others take it for gone, though it may live. */
    takenForGone: () => pool().query('update processes set ended_at = now() where id = $1', [id]),
    heardAgain: () => pool().query('update processes set ended_at = null, heartbeat_at = now() where id = $1', [id]),
    /** It ends between two statements. What it has asked for may still be carried out, but it does nothing more. */
    kill: async (): Promise<void> => {
      if (!isDead) void Promise.all([hotPool().end(), vitalPool().end()])
      isDead = true
      await pool().query('update processes set ended_at = now() where id = $1', [id])
    },
  }
}

/** What the records of these calls say of money, in this order; a call without a record is left out. */
export const recordsOf = async (...ids: string[]): Promise<{ id: string; charge: bigint; error_code: string | null }[]> => {
  const sql = 'select id, charge, error_code from usage_records where id = any($1) order by array_position($1, id)'
  return (await pool().query(sql, [ids])).rows
}
export const interrupted = ({ id }: { id: string }) => ({ id, charge: 0n, error_code: 'interrupted' })
export const charged = ({ id }: { id: string }, charge: bigint) => ({ id, charge, error_code: null })

export const holdGroups = async (): Promise<number> => (await pool().query('select 1 from hold_groups')).rowCount ?? 0
/** The sweep keeps groups for a while after their calls have ended. */
export const twoHoursLater = () => pool().query("update hold_groups set placed_at = placed_at - interval '2 hours'")

export const somebodyWaits = () =>
  vi.waitFor(
    async () => {
      const { rows } = await pool().query("select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")
      expect(rows).not.toEqual([])
    },
    { timeout: 10_000, interval: 5 },
  )
