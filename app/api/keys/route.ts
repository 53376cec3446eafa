import * as z from 'zod'
import { actorOf } from '@/lib/http/actor'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { createKeys } from '@/lib/keys/create-keys'
import { listKeys } from '@/lib/keys/list-keys'
import { createKeysInput, keyList, newKeys } from '@/lib/keys/schema'
import { pageQuery } from '@/lib/paging'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'List your API keys, the newest first',
    who: 'user',
    query: z.strictObject(pageQuery),
    answer: keyList,
    run: ({ user, query }) => listKeys({ userId: user.id, ...query }),
  }),

  POST: route({
    summary: 'Create one API key, or up to 100 alike; the secrets are in this answer',
    who: 'user',
    keys: false,
    body: createKeysInput,
    exact: ['spendLimit', 'spendLimitPerDay', 'spendLimitPerMonth'],
    answer: newKeys,
    status: 201,
    refusals: ['too_many_keys'],
    run: async ({ user, body, caller, request }) => ({
      keys: await createKeys({ owner: user, by: actorOf({ caller, request }), input: body }),
    }),
  }),
})
