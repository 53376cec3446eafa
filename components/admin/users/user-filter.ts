import { type inferParserType, parseAsStringLiteral } from 'nuqs/server'
import { asSearch } from '@/components/data-table/filters/as-search'
import { roles } from '@/lib/users/roles'

export const userStates = ['true', 'false'] as const

/** What the address of the list may say. */
export const userParams = { q: asSearch, role: parseAsStringLiteral(roles), enabled: parseAsStringLiteral(userStates) }

/** What is asked for when the address says this. */
export const usersAsked = ({ q, role, enabled }: inferParserType<typeof userParams>) => ({ search: q.trim(), role, enabled })
