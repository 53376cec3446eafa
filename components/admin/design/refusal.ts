import type { ApiError } from '@/lib/queries/fetcher'

/** A refusal as the pages get it, with an id to quote. */
export const refusal: ApiError = Object.assign(new Error(), {
  name: 'ApiError',
  status: 503,
  code: 'unknown',
  fields: undefined,
  requestId: 'req_01kb9sample',
  details: {},
})
