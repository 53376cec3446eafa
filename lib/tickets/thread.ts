import 'server-only'
import * as z from 'zod'
import { type On, rowsOf } from '@/lib/db/rows'
import { fail } from '@/lib/errors'
import { isShown } from '@/lib/files/type-of-file'
import type { Attachment, StaffMessage, TicketReply } from './schema'

const messageRow = z.object({
  id: z.string(),
  author: z.string(),
  kind: z.enum(['user', 'support', 'note']),
  content: z.string(),
  created_at: z.date(),
  attachments: z.array(z.object({ id: z.string(), name: z.string(), type: z.string(), bytes: z.int() })),
})
type MessageRow = z.infer<typeof messageRow>

const messagesSql = `
  select m.id, u.username as author, m.kind, m.content, m.created_at, coalesce((
    select jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'type', f.type, 'bytes', f.bytes) order by a.place)
    from ticket_attachments a join files f on f.id = a.file_id where a.message_id = m.id), '[]') as attachments
  from ticket_messages m join users u on u.id = m.author_id`

/** The messages of a ticket in their order. Only the staff is given notes. */
export const readMessages = (on: On, ticketId: string, { notes }: { notes: boolean }): Promise<MessageRow[]> =>
  rowsOf(on, messageRow, `${messagesSql} where m.ticket_id = $1 and ($2 or m.kind <> 'note') order by m.created_at, m.id`, [
    ticketId,
    notes,
  ])

export async function messageById(on: On, id: string): Promise<MessageRow> {
  const [row] = await rowsOf(on, messageRow, `${messagesSql} where m.id = $1`, [id])
  if (!row) throw fail('internal', { cause: 'a message of a ticket is gone' })
  return row
}

export const attachmentView = (file: Omit<Attachment, 'shown'>): Attachment => ({ ...file, shown: isShown(file.type) })

const said = ({ id, author, content, attachments }: MessageRow) => ({ id, author, content, attachments: attachments.map(attachmentView) })

export function replyView(row: MessageRow): TicketReply {
  if (row.kind === 'note') throw fail('internal', { cause: 'a note was to be shown to a user' })
  return { ...said(row), from: row.kind, created_at: row.created_at.toISOString() }
}

export const staffView = (row: MessageRow): StaffMessage => ({ ...said(row), from: row.kind, createdAt: row.created_at.toISOString() })
