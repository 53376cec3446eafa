import { route } from '@/lib/http/route'
import { settings } from '@/lib/settings/settings'
import { usageSeries as answer, seriesQuery } from '@/lib/usage/schema'
import { usageSeries } from '@/lib/usage/series'

export const GET = route({
  summary: "Everybody's usage over time",
  who: 'operator',
  query: seriesQuery,
  answer,
  run: ({ query }) => usageSeries(query, { timeZone: settings().timeZone }),
})
