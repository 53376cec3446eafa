import 'server-only'
import { pool } from '@/lib/db/pool'
import { rowsOf, run } from '@/lib/db/rows'
import { fail } from '@/lib/errors'
import { attachmentPurpose, type FileRow, fileRow } from '@/lib/files/file-row'
import { saveFile } from '@/lib/files/save-file'
import type { Attachment } from './schema'
import { attachmentView } from './thread'

/** Keeps a file for the message that its author is writing. What it is, is told from its content. @throws `file_quota_reached` */
export async function saveAttachment({
  told,
  ...file
}: {
  userId: number
  name: string
  told: string
  bytes: Buffer
}): Promise<Attachment> {
  if (file.bytes.length === 0) throw fail('invalid_request', { fields: { file: 'missing' } })
  const { id, name, type, bytes } = await saveFile({ ...file, purpose: attachmentPurpose, told })
  return attachmentView({ id, name, type, bytes })
}

const findSql = `
  select f.id, f.name, f.purpose, f.type, f.bytes, f.created_at
  from ticket_attachments a join files f on f.id = a.file_id
    join ticket_messages m on m.id = a.message_id join tickets t on t.id = m.ticket_id
  where t.id = $1 and f.id = $2 and ($3::int is null or (t.user_id = $3 and m.kind <> 'note'))`

/** What was sent with a ticket: to its user, not with a note; without `userId` to the staff. Anything else is not found. */
export async function findAttachment(ticketId: string, fileId: string, userId?: number): Promise<FileRow> {
  const [row] = await rowsOf(pool(), fileRow, findSql, [ticketId, fileId, userId ?? null])
  if (!row) throw fail('not_found')
  return row
}

const eraseSql = `
  delete from files f where purpose = '${attachmentPurpose}' and created_at < now() - interval '1 day'
    and not exists (select from ticket_attachments a where a.file_id = f.id)`

/** Erases attachments that were never sent. */
export async function eraseUnsent(): Promise<void> {
  await run(pool(), eraseSql)
}
