import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { webhookTried } from '@/lib/notices/schema'
import { tryWebhook } from '@/lib/notices/send-webhook'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  POST: route({
    summary: 'Send a sample to my webhook now',
    who: 'user',
    keys: false,
    answer: webhookTried,
    run: async ({ user }) => ({ status: (await tryWebhook(user.id)) ?? null }),
  }),
})
