import { publicModels } from '@/lib/catalog/public-models'
import { publicModelsAnswer } from '@/lib/catalog/schema'
import { answersNow } from '@/lib/gateway/targets/answers-now'
import { queuedModels } from '@/lib/gateway/targets/queued-models'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { suggestModels } from '@/lib/usage/suggest-models'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'Models with prices: those of your group when signed in, else those of new users',
    who: 'anyone',
    answer: publicModelsAnswer,
    run: async ({ user }) => {
      const { models, configured } = publicModels(user)
      const answers = (id: string) => answersNow(id, user?.id ?? null)
      const suggested = await suggestModels({ models, userId: user?.id, answers })
      return { models, configured, suggested, queued: queuedModels(models) }
    },
  }),
})
