import * as z from 'zod'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { readShare } from '@/lib/shares/read-share'
import { shared } from '@/lib/shares/schema'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'A shared conversation, for anybody who has its address',
    who: 'anyone',
    params: z.object({ id: z.string() }),
    answer: shared,
    run: ({ params: { id } }) => readShare(id),
  }),
})
