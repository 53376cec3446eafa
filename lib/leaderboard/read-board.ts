import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { once } from '@/lib/once'
import { periodStarts } from '@/lib/usage/sums'
import type { BoardParams } from './schema'

const sum = z.bigint().transform(Number)
const userRow = z.object({ rank: sum, name: z.string(), user_id: z.int(), tokens: sum, calls: sum })
const modelRow = z.object({ rank: sum, model: z.string(), tokens: sum, calls: sum })
const countRow = z.object({ users: sum })

export const inPeriod = (period: BoardParams['period'], zone: string) =>
  `s.period = '${period}' and s.start = ${periodStarts[period](`now() at time zone ${zone}`)}`

/** Everybody is ranked, and those who chose to appear are kept. */
const usersSql = ({ by, period }: BoardParams) => `
  with ranked as (select s.user_id, s.tokens, s.calls, rank() over (order by s.${by} desc) from usage_sums s where ${inPeriod(period, '$1::text')})
  select r.rank, coalesce(c.alias, u.username) as name, r.user_id, r.tokens, r.calls
  from ranked r join leaderboard_choices c using (user_id) join users u on u.id = r.user_id and u.enabled order by r.rank, r.user_id limit 20`
const modelsSql = ({ by, period }: BoardParams) => `
  select rank() over (order by s.${by} desc), s.model, s.tokens, s.calls from model_sums s where ${inPeriod(period, '$1::text')} and s.model = any($2)
  order by s.${by} desc, s.model limit 20`
const countSql = ({ period }: BoardParams) => `select count(*) as users from usage_sums s where ${inPeriod(period, '$1::text')}`

async function read(asked: BoardParams, zone: string, models: string[]) {
  const [leaderboard, ranked, [count]] = await Promise.all([
    rowsOf(pool(), userRow, usersSql(asked), [zone]),
    rowsOf(pool(), modelRow, modelsSql(asked), [zone, models]),
    rowsOf(pool(), countRow, countSql(asked), [zone]),
  ])
  return { leaderboard, models: ranked, users: count?.users ?? 0 }
}

const keptMs = 30_000
type Kept = { until: number; board: ReturnType<typeof read> }
const kept = once('leaderboard.kept', () => new Map<string, Kept>())

/** The board without what is the reader's own. It is read anew after half a minute; whoever reads meanwhile shares it. */
export function readBoard(asked: BoardParams, zone: string, models: string[]): ReturnType<typeof read> {
  const name = JSON.stringify([asked, zone, models])
  const found = kept.get(name)
  if (found && found.until > performance.now()) return found.board
  const board = read(asked, zone, models)
  board.catch(() => kept.delete(name))
  if (kept.size > 200) kept.clear()
  kept.set(name, { until: performance.now() + keptMs, board })
  return board
}

/** Who hides is hidden at once. */
export const forgetBoards = (): void => kept.clear()
