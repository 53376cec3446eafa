import { type inferParserType, parseAsStringLiteral } from 'nuqs/server'
import { asSearch } from '@/components/data-table/filters/as-search'
import { jobStates } from '@/lib/jobs/names'

/** What the address of the list may say. */
export const jobFilters = { kind: asSearch, state: parseAsStringLiteral(jobStates) }

/** What is asked for when the address says this. */
export const jobsAsked = ({ kind, state }: inferParserType<typeof jobFilters>) => ({ kind: kind.trim(), state })
