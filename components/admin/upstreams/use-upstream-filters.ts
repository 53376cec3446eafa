'use client'
import { parseAsStringLiteral } from 'nuqs'
import { stateOf, upstreamStates } from '@/components/admin/targets/upstream-state'
import { asSearch } from '@/components/data-table/filters/as-search'
import { useFilters } from '@/components/data-table/filters/use-filters'
import type { UpstreamLine } from '@/lib/catalog/upstream-schema'
import type { UpstreamHealth } from '@/lib/gateway/schema'

const params = { q: asSearch, state: parseAsStringLiteral(upstreamStates) }

export function useUpstreamFilters(healthOf: (id: string) => UpstreamHealth | undefined) {
  const filters = useFilters(params)
  const { q, state } = filters.values
  const words = q.trim().toLowerCase()
  const matches = (row: UpstreamLine) =>
    `${row.name}\n${row.baseUrl}\n${row.models.join('\n')}`.toLowerCase().includes(words) &&
    (state === null || stateOf(row, healthOf(row.id)).word === state)
  return { ...filters, matches }
}
