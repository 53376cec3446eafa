import { queryOptions } from '@tanstack/react-query'
import type { Bought, BuyBody, PointsView } from '@/lib/superbuddy/schema'
import { api, reads } from './fetcher'

/** It stands below the wallet's key, so that it is read again when money has moved. */
export const pointsQuery = queryOptions({
  queryKey: ['wallet', 'points'],
  queryFn: reads<PointsView>('/api/superbuddy/points'),
})

export const pointsApi = {
  buy: (body: BuyBody, key: string) => api<Bought>('/api/superbuddy/points/buy', { body, key }),
}
