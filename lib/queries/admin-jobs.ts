import { infiniteQueryOptions, type QueryClient } from '@tanstack/react-query'
import type { JobsAnswer, JobsQuery } from '@/lib/jobs/schema'
import { api, byCursor, type Chosen, reads } from './fetcher'

export const jobsQuery = (filter: Chosen<JobsQuery, 'state' | 'kind'>) =>
  infiniteQueryOptions({
    queryKey: ['admin-jobs', filter],
    queryFn: reads<JobsAnswer>('/api/admin/jobs', (cursor) => ({ ...filter, cursor, limit: 50 })),
    ...byCursor,
    placeholderData: (before) => before,
  })

export const refreshJobs = (client: QueryClient) => client.invalidateQueries({ queryKey: ['admin-jobs'] })

export const jobsApi = {
  rerun: (id: string) => api<void>(`/api/admin/jobs/${id}`, { method: 'POST' }),
  drop: (id: string) => api<void>(`/api/admin/jobs/${id}`, { method: 'DELETE' }),
}
