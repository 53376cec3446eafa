import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { settings } from '@/lib/settings/settings'
import { seriesAnswer as answer, seriesParams } from '@/lib/usage/schema'
import { usageSeries } from '@/lib/usage/series'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: "Everybody's usage over time",
    who: 'operator',
    query: seriesParams,
    answer,
    run: ({ query }) => usageSeries(query, { timeZone: settings().timeZone }),
  }),
})
