import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { rowsOf, run } from '@/lib/db/rows'
import { goneSeconds, mayJudgeOthers } from '@/lib/processes/heartbeat'
import { mostAttempts, nextRunAt } from './back-off'

const jobRow = z.object({ id: z.string(), kind: z.string(), input: z.unknown(), attempts: z.int() })
/** A job that this process has taken. */
export type TakenJob = z.infer<typeof jobRow>

const takeSql = `
update jobs set state = 'running', locked_by = $1, locked_at = now(), attempts = attempts + 1 where id = (
  select id from jobs where state = 'waiting' and run_at <= coalesce($3, now() + interval '1 ms') and kind = any($2) order by run_at, id for update skip locked limit 1)
returning id, kind, input, attempts`

/**
 * Takes the job that has waited longest of these kinds, if one is due at `now`, which is the database's own time when it is not given.
 * Nobody else gets the job meanwhile.
 */
export async function takeJob(process: string, kinds: string[], now: Date | undefined): Promise<TakenJob | undefined> {
  return (await rowsOf(pool(), jobRow, takeSql, [process, kinds, now ?? null]))[0]
}

/** What became of an attempt. It counts only for whoever still has the job in this very attempt. */
const endSql = `update jobs set state = $4, run_at = coalesce($5, run_at), error = $6, locked_by = null, locked_at = null,
  done_at = case when $4 = 'done' then now() end where id = $1 and locked_by = $2 and attempts = $3 and state = 'running'`

export const finishJob = ({ id, attempts }: TakenJob, process: string): Promise<number> =>
  run(pool(), endSql, [id, process, attempts, 'done', null, null])

interface JobFailure {
  error: string
  now: Date
  /** Another attempt follows. */
  again: boolean
}

export const failJob = ({ id, attempts }: TakenJob, process: string, { error, now, again }: JobFailure): Promise<number> =>
  run(pool(), endSql, [id, process, attempts, again ? 'waiting' : 'failed', again ? nextRunAt(now, attempts) : null, error])

/**
 * Lets jobs be taken again whose process is gone, and those of this process that it does not run any more, since the database was away
 * when it wanted to say how they ended. The lost attempt counts, so that a job that ends its process every time does not go on for ever.
 */
export async function releaseLost(process: string, running: string[]): Promise<number> {
  return run(
    pool(),
    `update jobs set state = case when attempts >= $1 then 'failed' else 'waiting' end, run_at = now(), locked_by = null, locked_at = null,
       error = 'The process that ran it ended.'
     where state = 'running' and case when locked_by = $2 then id <> all($3) and locked_at < now() - interval '1 minute'
       else $4 and not exists (select from processes p where p.id = locked_by and p.ended_at is null
         and p.heartbeat_at > now() - make_interval(secs => ${goneSeconds})) end`,
    [mostAttempts, process, running, mayJudgeOthers()],
  )
}
