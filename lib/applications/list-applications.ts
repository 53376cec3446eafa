import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { fail } from '@/lib/errors'
import { type Paging, pageOf, readCursor } from '@/lib/paging'
import type { UserRow } from '@/lib/users/users'
import { fromShown, selectShown, shownRow } from './application-row'
import { defaultAllowance } from './defaults'
import { timelineOf } from './events'
import { modelsOf } from './owner'
import type { ApplicationForm, ApplicationList, OneApplication } from './schema'
import { showApplication } from './show'
import { isBarred } from './submit-application'

const place = z.tuple([z.string()])

/** Lists the user's applications, newest first. */
export async function listApplications({ userId, cursor, limit }: { userId: number } & Paging): Promise<ApplicationList> {
  const [after = null] = readCursor(cursor, place) ?? []
  const rows = await rowsOf(
    pool(),
    shownRow,
    `${selectShown} ${fromShown} where a.user_id = $1 and ($2::text is null or a.id collate "C" < $2) order by a.id collate "C" desc limit $3`,
    [userId, after, limit + 1],
  )
  const { page, nextCursor } = pageOf(rows, limit, (row) => [row.id])
  return { applications: page.map(showApplication), nextCursor }
}

/** One application of the user, with its timeline. */
export async function readApplication({ userId, id }: { userId: number; id: string }): Promise<OneApplication> {
  const [row] = await rowsOf(pool(), shownRow, `${selectShown} ${fromShown} where a.id = $1 and a.user_id = $2`, [id, userId])
  if (!row) throw fail('not_found')
  return { application: showApplication(row), events: await timelineOf(pool(), id, { named: false }) }
}

/** What the form begins with, and the models that it offers. */
export const applicationFormOf = async (user: UserRow): Promise<ApplicationForm> => ({
  defaults: defaultAllowance(),
  models: modelsOf(user),
  barred: await isBarred(pool(), user.id),
})
