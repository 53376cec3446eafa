import { createUIMessageStreamResponse } from 'ai'
import * as z from 'zod'
import type { ChatEvent } from '@/lib/chat/answer-events'
import { checkOwner } from '@/lib/conversations/read-conversation'
import { follow } from '@/lib/conversations/running'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'Follow the answer that is being written, from its beginning; 204 when none is',
    who: 'user',
    params: z.object({ id: z.string() }),
    otherwise: 'text/event-stream',
    nothing: 'No answer is being written.',
    run: async ({ user, params: { id } }) => {
      await checkOwner({ id, userId: user.id })
      const stream = follow<ChatEvent>(id)
      if (!stream) return new Response(null, { status: 204 })
      return createUIMessageStreamResponse({ stream, headers: { 'cache-control': 'no-cache, no-transform', 'x-accel-buffering': 'no' } })
    },
  }),
})
