import * as z from 'zod'
import { takenKey } from '@/lib/applications/schema'
import { takeKey } from '@/lib/applications/take-key'
import { actorOf } from '@/lib/http/actor'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  POST: route({
    summary: 'Take the secret of the key that was granted; once',
    who: 'user',
    keys: false,
    params: z.strictObject({ id: z.string() }),
    answer: takenKey,
    run: async ({ user, params: { id }, caller, request }) => ({
      secret: await takeKey({ userId: user.id, by: actorOf({ caller, request }), id }),
    }),
  }),
})
