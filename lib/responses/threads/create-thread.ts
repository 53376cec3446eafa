import 'server-only'
import { run } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { fail } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { keepsResponses } from '../keep-response'
import type { Item } from '../stored-item'
import { insertItems } from './items'
import { type StoredThread, sealMetadata } from './thread'

const insertSql = 'insert into response_threads (id, user_id, created_at, bytes, sealed) values ($1, $2, $3, $4, $5)'

interface NewThread extends Pick<StoredThread, 'metadata'> {
  owner: number
  items: Item[]
}

export async function createThread({ owner, metadata, items }: NewThread): Promise<StoredThread> {
  if (!keepsResponses()) throw fail('invalid_request', { message: 'Conversations are not served here: nothing is stored.' })
  const id = newId('conversation')
  const createdAt = new Date()
  const sealed = sealMetadata(id, metadata)
  await transaction(async (tx) => {
    await run(tx, insertSql, [id, owner, createdAt, sealed.length, sealed])
    if (items.length > 0) await insertItems(tx, { id, places: 0, items })
  })
  return { id, createdAt, metadata }
}
