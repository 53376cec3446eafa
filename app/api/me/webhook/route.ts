import { actorOf } from '@/lib/http/actor'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { removeWebhook, setWebhook } from '@/lib/notices/choices'
import { newWebhook, webhookBody } from '@/lib/notices/schema'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  PUT: route({
    summary: 'Have my notices sent to an address, signed with a new secret that is shown this once',
    who: 'user',
    keys: false,
    body: webhookBody,
    answer: newWebhook,
    run: ({ body, caller, request }) => setWebhook(actorOf({ caller, request }), body.url),
  }),

  DELETE: route({
    summary: 'Have my notices sent nowhere',
    who: 'user',
    keys: false,
    run: async ({ caller, request }) => {
      await removeWebhook(actorOf({ caller, request }))
      return undefined
    },
  }),
})
