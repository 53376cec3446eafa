import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { saveAttachment } from '@/lib/tickets/attachments'
import { longestAttachment } from '@/lib/tickets/names'
import { attachmentParams, oneAttachment } from '@/lib/tickets/schema'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  POST: route({
    summary: 'Keeps a file of up to 10 MiB for the message that you send next; the body is the file',
    who: 'user',
    query: attachmentParams,
    bytes: longestAttachment,
    answer: oneAttachment,
    status: 201,
    refusals: ['file_quota_reached'],
    run: async ({ user, query: { name }, readBytes, request: { headers } }) => ({
      attachment: await saveAttachment({ userId: user.id, name, told: headers.get('content-type') ?? '', bytes: await readBytes() }),
    }),
  }),
})
