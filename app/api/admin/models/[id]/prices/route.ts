import * as z from 'zod'
import { priceHistory } from '@/lib/catalog/edit/price-history'
import { priceHistoryAnswer } from '@/lib/catalog/schema'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'The prices that a model has had, the newest first, and who set them',
    who: 'operator',
    params: z.strictObject({ id: z.string() }),
    answer: priceHistoryAnswer,
    run: ({ params: { id } }) => priceHistory(id),
  }),
})
