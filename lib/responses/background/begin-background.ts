import 'server-only'
import { pool } from '@/lib/db/pool'
import { run } from '@/lib/db/rows'
import { fail } from '@/lib/errors'
import { log } from '@/lib/log'
import { processId } from '@/lib/processes/process-id'
import { keepsResponses, mostBytes } from '../keep-response'
import { namedItems, type StoredContent, sealContent } from '../stored-item'
import { keepWhileRunning } from './keep-events'
import { RunningResponse, runningResponses } from './running-response'

/** Of one user in this process, whatever the limit on calls at once is. */
const mostRunning = 100

export interface ResponseToBegin extends StoredContent {
  owner: number
  id: string
  previousId: string | null
  /** What its stream begins with. */
  events: string[]
}

const insertSql = `
  insert into stored_responses (id, user_id, previous_id, items, bytes, sealed, status, process_id)
  values ($1, $2, $3, $4, $5, $6, 'queued', $7)`

/** Stores an answer that is yet to be made, so that it can be asked for from now on. Whoever makes it ends it with `endBackground`. */
export async function beginBackground({ owner, id, previousId, input, response, events }: ResponseToBegin): Promise<RunningResponse> {
  if (!keepsResponses())
    throw fail('invalid_request', { param: 'background', message: 'background is not served here: no answer is stored.' })
  if (runningResponses().filter((each) => each.owner === owner).length >= mostRunning)
    throw fail('rate_limit_exceeded', {
      message: `You have ${mostRunning} responses in the background. Wait for one of them.`,
      retryAfter: 5,
    })
  const content = { input, response }
  const sealed = sealContent(id, content)
  if (sealed.length > mostBytes)
    throw fail('invalid_request', {
      param: 'input',
      message: `input is larger than ${mostBytes / 1024 / 1024} MiB, which is the most in the background.`,
    })
  const running = new RunningResponse({ id, owner })
  try {
    await run(pool(), insertSql, [id, owner, previousId, namedItems(content), sealed.length, sealed, processId()])
  } catch (cause) {
    running.forget()
    throw fail('unavailable', { retryAfter: 2, cause })
  }
  for (const event of events) running.add(event)
  running.keeper = keepWhileRunning(running).catch((error: unknown) =>
    log('error', 'a response is not stored while it is made', { id, error }),
  )
  return running
}
