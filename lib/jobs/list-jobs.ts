import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { pageOf, readCursor } from '@/lib/paging'
import { mostAttempts } from './back-off'
import { jobStates } from './names'
import type { JobsAnswer, jobsParams } from './schema'

const jobRow = z.object({
  id: z.string(),
  kind: z.string(),
  input: z.unknown(),
  state: z.enum(jobStates),
  attempts: z.int(),
  run_at: z.date(),
  error: z.string().nullable(),
  created_at: z.date(),
  done_at: z.date().nullable(),
})

const place = z.tuple([z.string()])

/** Lists jobs, the newest first. */
export async function listJobs({ cursor, limit, state, kind }: z.output<typeof jobsParams>): Promise<JobsAnswer> {
  const after = readCursor(cursor, place)
  const rows = await rowsOf(
    pool(),
    jobRow,
    `select id, kind, input, state, attempts, run_at, error, created_at, done_at from jobs
     where ($1::text is null or state = $1) and ($2::text is null or starts_with(kind, $2)) and ($3::text is null or id < $3 collate "C")
     order by id collate "C" desc limit $4`,
    [state ?? null, kind || null, after?.[0] ?? null, limit + 1],
  )
  const { page, nextCursor } = pageOf(rows, limit, (row) => [row.id])
  const jobs = page.map(({ run_at, created_at, done_at, ...row }) => ({
    ...row,
    mostAttempts,
    runAt: run_at.toISOString(),
    createdAt: created_at.toISOString(),
    doneAt: done_at?.toISOString() ?? null,
  }))
  return { jobs, nextCursor }
}
