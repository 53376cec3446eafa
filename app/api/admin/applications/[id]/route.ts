import * as z from 'zod'
import { readQueued } from '@/lib/applications/queue'
import { queuedOne } from '@/lib/applications/schema'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'One application with its timeline and what a decision needs',
    who: 'operator',
    params: z.strictObject({ id: z.string() }),
    answer: queuedOne,
    run: ({ params: { id } }) => readQueued(id),
  }),
})
