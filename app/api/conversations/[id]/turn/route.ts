import { createUIMessageStreamResponse } from 'ai'
import * as z from 'zod'
import { startTurn } from '@/lib/chat/turn'
import { turnRequest } from '@/lib/conversations/schema'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  POST: route({
    summary: 'Ask, and stream the answer as events of the ai package',
    who: 'user',
    keys: false,
    params: z.object({ id: z.string() }),
    body: turnRequest,
    bodyLimit: 4 * 1024 * 1024,
    otherwise: 'text/event-stream',
    refusals: [
      'insufficient_quota',
      'not_configured',
      'user_message_missing',
      'model_not_allowed',
      'model_not_found',
      'busy',
      'conversation_full',
      'chat_day_full',
      'limit_reached',
      'queue_full',
    ],
    run: async ({ user, params: { id }, body, request }) => {
      const stream = await startTurn({ id, user, address: request.address ?? null, turn: body })
      return createUIMessageStreamResponse({ stream, headers: { 'cache-control': 'no-cache, no-transform', 'x-accel-buffering': 'no' } })
    },
  }),
})
