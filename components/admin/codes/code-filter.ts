import { asSearch } from '@/components/data-table/filters/as-search'

/** What the address of the list may say. */
export const codeFilters = { q: asSearch }
