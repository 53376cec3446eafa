import * as z from 'zod'
import { publicModelAnswer } from '@/lib/catalog/answers'
import { publicModels } from '@/lib/catalog/public-models'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'Models with prices: those of your group when signed in, else those of new users',
    who: 'anyone',
    answer: z.object({ models: z.array(publicModelAnswer), configured: z.boolean() }),
    run: async ({ user }) => publicModels(user?.group),
  }),
})
