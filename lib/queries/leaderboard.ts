import { queryOptions } from '@tanstack/react-query'
import type { AppearanceBody, Board, BoardParams } from '@/lib/leaderboard/schema'
import { api, reads } from './fetcher'

type Appearance = Pick<Board['me'], 'shown' | 'alias'>

export const boardQuery = ({ by, period }: BoardParams) =>
  queryOptions({
    queryKey: ['leaderboard', by, period],
    queryFn: reads<Board>('/api/leaderboard', () => ({ by, period })),
    placeholderData: (before: Board | undefined) => before,
    staleTime: 30_000,
  })

export const appearanceQuery = queryOptions({
  queryKey: ['leaderboard', 'me'],
  queryFn: reads<Appearance>('/api/leaderboard/me'),
})

export const appearanceApi = {
  choose: (body: AppearanceBody) => api<Appearance>('/api/leaderboard/me', { method: 'PUT', body }),
}
