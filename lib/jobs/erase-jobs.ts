import 'server-only'
import { pool } from '@/lib/db/pool'
import { run } from '@/lib/db/rows'

const keptDays = 7

/** Erases finished jobs after a week. Failed ones stay until an operator decides. */
export const eraseJobs = (): Promise<number> =>
  run(pool(), "delete from jobs where state = 'done' and done_at < now() - make_interval(days => $1)", [keptDays])
