import { fileAnswer } from '@/lib/http/file-answer'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { findAttachment } from '@/lib/tickets/attachments'
import { attachmentId } from '@/lib/tickets/schema'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'A file that was sent with a ticket',
    who: 'support',
    params: attachmentId,
    otherwise: 'application/octet-stream',
    run: async ({ params: { id, file } }) => fileAnswer(await findAttachment(id, file)),
  }),
})
