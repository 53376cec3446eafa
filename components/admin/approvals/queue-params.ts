import { type inferParserType, parseAsStringLiteral } from 'nuqs/server'
import { asSearch } from '@/components/data-table/filters/as-search'
import { queueViews } from '@/lib/queue-views'

/** What the address of a queue may say besides its tab. */
export const queueParams = { q: asSearch, view: parseAsStringLiteral(queueViews) }

/** What is asked for when the address says this. Without a view it is what waits. */
export const queueAsked = ({ q, view }: inferParserType<typeof queueParams>) => ({ view: view ?? 'waiting', search: q.trim() })
