import 'server-only'
import type { Tx } from '@/lib/db/prisma'
import { run } from '@/lib/db/rows'
import { fail } from '@/lib/errors'
import { attachmentPurpose } from '@/lib/files/file-row'
import { newId } from '@/lib/ids'

export interface NewMessage {
  ticketId: string
  authorId: number
  kind: 'user' | 'support' | 'note'
  content: string
  /** Ids of files that the author has uploaded for a ticket and not sent yet. */
  attachments: string[]
}

const attachSql = `
  insert into ticket_attachments (file_id, message_id, place)
  select f.id, $1, given.place from unnest($2::text[]) with ordinality given(id, place)
    join files f on f.id = given.id and f.user_id = $3 and f.purpose = '${attachmentPurpose}'
  on conflict do nothing`

/** Writes a message with its attachments. Returns its id. */
export async function addMessage(tx: Tx, { ticketId, authorId, kind, content, attachments }: NewMessage): Promise<string> {
  const id = newId('reply')
  const values = [id, ticketId, authorId, kind, content]
  await run(
    tx,
    // Not now(), which is the same for all of a transaction that waited: messages stand in the order in which they were let in.
    'insert into ticket_messages (id, ticket_id, author_id, kind, content, created_at) values ($1, $2, $3, $4, $5, clock_timestamp())',
    values,
  )
  if (attachments.length === 0) return id
  const attached = await run(tx, attachSql, [id, attachments, authorId])
  if (attached !== attachments.length) throw fail('invalid_request', { fields: { attachments: 'no_attachment' } })
  return id
}
