'use client'
import { parseAsString, parseAsStringLiteral } from 'nuqs'
import { asSearch } from '@/components/data-table/filters/as-search'
import { useFilters } from '@/components/data-table/filters/use-filters'
import type { ModelLine } from '@/lib/catalog/schema'
import { modelState, modelStates } from './model-state'

const params = { q: asSearch, state: parseAsStringLiteral(modelStates), provider: parseAsString, upstream: parseAsString }

export function useModelFilters() {
  const filters = useFilters(params)
  const { q, state, provider, upstream } = filters.values
  const words = q.trim().toLowerCase()
  const matches = (row: ModelLine) =>
    [row.id, row.name, ...row.aliases].join('\n').toLowerCase().includes(words) &&
    (provider === null || row.provider === provider) &&
    (upstream === null || row.targets.some((target) => target.upstream === upstream)) &&
    (state === null || modelState(row) === state)
  return { ...filters, matches }
}
