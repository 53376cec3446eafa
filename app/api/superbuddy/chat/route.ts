import { asAppError } from '@/lib/http/error-response'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { ask, streamedAnswer, wholeAnswer } from '@/lib/superbuddy/ask'
import { answered, askBody } from '@/lib/superbuddy/schema'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  POST: route({
    summary: 'Send a message for points; with "stream" the answer comes as events',
    who: 'user',
    keys: false,
    body: askBody,
    bodyLimit: 4 * 1024 * 1024,
    answer: answered,
    otherwise: 'text/event-stream',
    long: true,
    refusals: [
      'not_found',
      'insufficient_points',
      'not_configured',
      'user_message_missing',
      'model_not_allowed',
      'model_not_found',
      'busy',
      'conversation_full',
      'chat_day_full',
      'limit_reached',
      'queue_full',
      'upstream_failed',
      'upstream_unavailable',
      'upstream_timeout',
    ],
    run: async ({ user, body: { conv_id: conversationId, content, model, stream }, request }) => {
      const events = await ask({ user, address: request.address ?? null, conversationId, content, model })
      if (!stream) return wholeAnswer(events, user.id)
      const tell = (error: unknown) => {
        const { code, message } = asAppError(error, request.id)
        return { error: { code, message, requestId: request.id } }
      }
      return new Response(streamedAnswer(events, user.id, tell).pipeThrough(new TextEncoderStream()), {
        headers: {
          'content-type': 'text/event-stream; charset=utf-8',
          'cache-control': 'no-cache, no-transform',
          'x-accel-buffering': 'no',
        },
      })
    },
  }),
})
