import { type inferParserType, parseAsStringLiteral } from 'nuqs/server'
import { asSearch } from '@/components/data-table/filters/as-search'
import { mailStates } from '@/lib/mail/names'

/** What the address of the list may say. */
export const mailFilters = { q: asSearch, state: parseAsStringLiteral(mailStates) }

/** What is asked for when the address says this. */
export const mailsAsked = ({ q, state }: inferParserType<typeof mailFilters>) => ({ search: q.trim(), state })
