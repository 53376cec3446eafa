import 'server-only'
import { pool } from '@/lib/db/pool'
import { run } from '@/lib/db/rows'
import { wait } from '@/lib/signal'
import { type FoundResponse, findResponse, type OwnResponse } from '../find-response'
import { runningResponse } from './running-response'

const patienceMs = 5000
const lookMs = 100

const cancelSql = `
  update stored_responses set cancelled = true where id = $1 and user_id = $2 and status in ('queued', 'in_progress')`

/**
 * Ends an answer in the background, in whichever process it is made, and waits a little for that. Resolves with the answer as it is then;
 * one that has ended stays what it is.
 */
export async function cancelBackground(own: OwnResponse): Promise<FoundResponse> {
  const { owner, id } = own
  await run(pool(), cancelSql, [id, owner])
  const running = runningResponse(id)
  if (running?.owner === owner) running.stop('cancelled')
  const until = performance.now() + patienceMs
  for (;;) {
    const found = await findResponse(own)
    if (!found.running || performance.now() > until) return found
    await wait(lookMs, AbortSignal.timeout(patienceMs))
  }
}
