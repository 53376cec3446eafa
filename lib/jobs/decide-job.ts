import 'server-only'
import { type Actor, audit } from '@/lib/audit/audit'
import { wake } from '@/lib/db/notify'
import type { Tx } from '@/lib/db/prisma'
import { run } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { fail } from '@/lib/errors'

interface Decision {
  id: string
  actor: Actor
}

const undecided = "id = $1 and state in ('waiting', 'failed')"

/** Runs a job that waits or has failed now, with all its attempts before it. */
export const rerunJob = ({ id, actor }: Decision): Promise<undefined> =>
  transaction(async (tx) => {
    await decided(tx, id, await run(tx, `update jobs set state = 'waiting', run_at = now(), attempts = 0 where ${undecided}`, [id]))
    await audit(tx, { actor, action: 'job.rerun', subject: `job:${id}` })
    await wake(tx, 'jobs')
    return undefined
  })

/** Gives up a job that waits or has failed. */
export const dropJob = ({ id, actor }: Decision): Promise<undefined> =>
  transaction(async (tx) => {
    await decided(tx, id, await run(tx, `delete from jobs where ${undecided}`, [id]))
    await audit(tx, { actor, action: 'job.drop', subject: `job:${id}` })
    return undefined
  })

/** One that runs or is done meanwhile is a conflict. */
async function decided(tx: Tx, id: string, changed: number): Promise<void> {
  if (changed > 0) return
  throw fail((await run(tx, 'select from jobs where id = $1', [id])) > 0 ? 'conflict' : 'not_found')
}
