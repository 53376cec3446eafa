import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { settings } from '@/lib/settings/settings'
import { seriesAnswer as answer, seriesParams } from '@/lib/usage/schema'
import { usageSeries } from '@/lib/usage/series'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'Usage over time, by model or by key',
    who: 'user',
    query: seriesParams,
    answer,
    run: ({ user, query }) => usageSeries(query, { userId: user.id, timeZone: settings().timeZone }),
  }),
})
