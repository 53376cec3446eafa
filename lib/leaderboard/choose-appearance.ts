import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { rowsOf, run } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { fail } from '@/lib/errors'
import { usernameKey } from '@/lib/users/username'
import { forgetBoards } from './read-board'
import type { appearanceBody, Board } from './schema'

type Appearance = Pick<Board['me'], 'shown' | 'alias'>

const choiceRow = z.object({ alias: z.string().nullable() })

export async function appearanceOf(userId: number): Promise<Appearance> {
  const [row] = await rowsOf(pool(), choiceRow, 'select alias from leaderboard_choices where user_id = $1', [userId])
  return { shown: row === undefined ? 'hidden' : row.alias === null ? 'name' : 'alias', alias: row?.alias ?? null }
}

const saveSql = `insert into leaderboard_choices (user_id, alias, alias_key) values ($1, $2, $3)
  on conflict (user_id) do update set alias = excluded.alias, alias_key = excluded.alias_key`

const taken = () => fail('invalid_request', { fields: { alias: 'alias_in_use' } })

/** Decides how a user appears from now on. An alias that is somebody's name or alias is refused. */
export async function chooseAppearance(userId: number, { shown, alias: given }: z.output<typeof appearanceBody>): Promise<Appearance> {
  const alias = shown === 'alias' ? given : null
  const key = alias === null ? null : usernameKey(alias)
  await transaction(async (tx) => {
    if (shown === 'hidden') return run(tx, 'delete from leaderboard_choices where user_id = $1', [userId])
    if (key !== null && (await run(tx, 'select from users where username_key = $1 and id <> $2', [key, userId])) > 0) throw taken()
    return run(tx, saveSql, [userId, alias, key])
  }).catch((error: { code?: string; constraint?: string }) => {
    if (error.code === '23505' && error.constraint === 'leaderboard_choices_alias_key_key') throw taken()
    throw error
  })
  forgetBoards()
  return { shown, alias }
}
