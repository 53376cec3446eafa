import 'server-only'
import * as z from 'zod'
import { modelsFor } from '@/lib/catalog/catalog'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { settings } from '@/lib/settings/settings'
import { appearanceOf } from './choose-appearance'
import { inPeriod, readBoard } from './read-board'
import type { Board, BoardParams } from './schema'

const sum = z.bigint().transform(Number)
const ownRow = z.object({ rank: sum, tokens: sum, calls: sum })

const ownSql = ({ by, period }: BoardParams) => `
  select 1 + (select count(*) from usage_sums s where ${inPeriod(period, '$2::text')} and s.${by} > m.${by}) as rank, m.tokens, m.calls
  from (select * from usage_sums s where ${inPeriod(period, '$2::text')} and s.user_id = $1) m`

interface Asker {
  id: number
  group: string
  models: string[] | null
}

/** The board as this user sees it, with the models that they may use and their own rank, whether they appear or not. */
export async function boardFor(asker: Asker, asked: BoardParams): Promise<Board> {
  const { timeZone } = settings()
  const visible = modelsFor(asker).map(({ id }) => id)
  const [{ leaderboard, models, users }, [own], chosen] = await Promise.all([
    readBoard(asked, timeZone, visible),
    rowsOf(pool(), ownRow, ownSql(asked), [asker.id, timeZone]),
    appearanceOf(asker.id),
  ])
  return {
    ...asked,
    users,
    leaderboard: leaderboard.map(({ user_id, ...row }) => ({ ...row, me: user_id === asker.id })),
    models,
    me: { rank: own?.rank ?? null, tokens: own?.tokens ?? 0, calls: own?.calls ?? 0, ...chosen },
  }
}
