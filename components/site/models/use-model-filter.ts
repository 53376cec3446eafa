'use client'
import { parseAsString, parseAsStringLiteral, useQueryState } from 'nuqs'
import { useSearch } from '@/components/data-table/search-field'
import { priceBands, type Sort, type SortKey, sortKeys } from './filter-models'
import { scales } from './price-lines'

export const views = ['table', 'cards'] as const
const orders = sortKeys.flatMap((key) => [key, `-${key}`] as const)

export const useScale = () => useQueryState('unit', parseAsStringLiteral(scales).withDefault('1m'))

/** What the address says of the list: filters, order, view. */
export function useModelFilter() {
  const [q, setQ] = useSearch()
  const [provider, setProvider] = useQueryState('provider', parseAsString)
  const [mode, setMode] = useQueryState('mode', parseAsString)
  const [capability, setCapability] = useQueryState('capability', parseAsString)
  const [price, setPrice] = useQueryState('price', parseAsStringLiteral(priceBands))
  const [view, setView] = useQueryState('view', parseAsStringLiteral(views).withDefault('table'))
  const [order, setOrder] = useQueryState('sort', parseAsStringLiteral(orders))
  const sort: Sort | null = order === null ? null : { key: order.replace('-', '') as SortKey, down: order.startsWith('-') }
  return {
    filter: { q, provider, mode, capability, price },
    filtered: q.trim() !== '' || [provider, mode, capability, price].some((one) => one !== null),
    setQ,
    setProvider,
    setMode,
    setCapability,
    setPrice,
    clear: () => void Promise.all([setQ(null), setProvider(null), setMode(null), setCapability(null), setPrice(null)]),
    view,
    setView,
    sort,
    /** Upwards, downwards, then the order that the list begins with. */
    sortBy: (key: SortKey) => void setOrder(order === key ? `-${key}` : order === `-${key}` ? null : key),
  }
}
