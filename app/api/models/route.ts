import * as z from 'zod'
import { publicModelAnswer } from '@/lib/catalog/answers'
import { publicModels } from '@/lib/catalog/public-models'
import { answersNow } from '@/lib/gateway/targets/answers-now'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { suggestModels } from '@/lib/usage/suggest-models'

const suggested = z.array(z.string()).meta({ description: 'Ids of the chat models, the one to begin with first.' })

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'Models with prices: those of your group when signed in, else those of new users',
    who: 'anyone',
    answer: z.object({ models: z.array(publicModelAnswer), configured: z.boolean(), suggested }),
    run: async ({ user }) => {
      const { models, configured } = publicModels(user?.group)
      const answers = (id: string) => answersNow(id, user?.id ?? null)
      return { models, configured, suggested: await suggestModels({ models, userId: user?.id, answers }) }
    },
  }),
})
