import 'server-only'
import { pool } from '@/lib/db/pool'
import { run } from '@/lib/db/rows'
import { log } from '@/lib/log'
import { settings } from '@/lib/settings/settings'
import { namedItems, type StoredContent, sealContent } from './stored-item'

/** Of one answer with what was sent for it. Longer ones are answered and not stored. */
export const mostBytes = 4 * 1024 * 1024

export interface ResponseToKeep extends StoredContent {
  owner: number
  id: string
  previousId: string | null
}

/** Whether anything is stored in this installation. */
export const keepsResponses = (): boolean => settings().storedResponseDays > 0

const insertSql = `
  insert into stored_responses (id, user_id, previous_id, items, bytes, sealed) values ($1, $2, $3, $4, $5, $6)`

/** Stores an answer. False when it is not stored: it is too long, storing is switched off, or the database does not take it. */
export async function keepResponse({ owner, id, previousId, input, response }: ResponseToKeep): Promise<boolean> {
  if (!keepsResponses()) return false
  try {
    const content = { input, response }
    const sealed = sealContent(id, content)
    if (sealed.length > mostBytes) return false
    const items = namedItems(content)
    return (await run(pool(), insertSql, [id, owner, previousId, items, sealed.length, sealed])) === 1
  } catch (error) {
    log('warn', 'a response was not stored', { id, error })
    return false
  }
}
