export const statusFilters = ['ok', 'failed', 'running'] as const
/** How long one point of a series is. */
export const buckets = ['hour', 'day'] as const
export type SeriesBucket = (typeof buckets)[number]
/** What makes a series of its own. */
export const groupings = ['model', 'key', 'none'] as const
