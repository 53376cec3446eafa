'use client'
import { parseAsString, parseAsStringLiteral, useQueryState } from 'nuqs'
import { asSearch } from '@/components/data-table/filters/as-search'
import { useFilters } from '@/components/data-table/filters/use-filters'
import { useSort } from '@/components/data-table/use-sort'
import type { ModelCard } from '@/lib/catalog/schema'
import { filterModels, inOrder, priceBands, sortKeys, sortModels } from './filter-models'
import { scales } from './price-lines'

const params = {
  q: asSearch,
  provider: parseAsString,
  mode: parseAsString,
  capability: parseAsString,
  price: parseAsStringLiteral(priceBands),
}

export const useScale = () => useQueryState('unit', parseAsStringLiteral(scales).withDefault('1m'))

/** Filters and order from the address, and the models that match in this order. */
export function useModelFilter(models: readonly ModelCard[]) {
  const filters = useFilters(params)
  const sort = useSort()
  const [first] = sort.value
  const key = sortKeys.find((one) => one === first?.id)
  const matching = filterModels(models, filters.values)
  return { filters, sort, rows: key ? sortModels(matching, { key, down: first?.desc === true }) : inOrder(matching) }
}
