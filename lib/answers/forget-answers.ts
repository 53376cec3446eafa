import 'server-only'
import { pool } from '@/lib/db/pool'
import { run } from '@/lib/db/rows'
import { keptHours } from './kept-for'

/** Erases answers whose time is over. */
export const forgetAnswers = (): Promise<number> =>
  run(pool(), `delete from kept_answers where created_at < now() - make_interval(hours => ${keptHours})`)
