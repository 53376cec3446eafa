import 'server-only'
import { pool } from '@/lib/db/pool'
import { run } from '@/lib/db/rows'

/** Erases notices that were read half a year ago, and all after two years. */
export const eraseNotices = (): Promise<number> =>
  run(pool(), "delete from notices where read_at < now() - interval '180 days' or created_at < now() - interval '2 years'")
