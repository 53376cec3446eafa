import * as z from 'zod'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { asMarkdown, exportConversation } from '@/lib/superbuddy/export-conversation'
import { exported, exportParams } from '@/lib/superbuddy/schema'

const download = () =>
  route({
    summary: 'A conversation as a file, in JSON or Markdown',
    who: 'user',
    params: z.object({ id: z.string() }),
    query: exportParams,
    answer: exported,
    otherwise: 'text/markdown',
    run: async ({ user, params: { id }, query: { format } }) => {
      const document = await exportConversation({ id, userId: user.id })
      const [text, type, ending] =
        format === 'json'
          ? [JSON.stringify(document, null, 2), 'application/json; charset=utf-8', 'json']
          : [asMarkdown(document), 'text/markdown; charset=utf-8', 'md']
      return new Response(text, {
        headers: { 'content-type': type, 'content-disposition': `attachment; filename="${document.id}.${ending}"` },
      })
    },
  })

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: download(),
  POST: download(),
})
