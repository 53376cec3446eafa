'use client'
import { useTranslations } from 'next-intl'
import { parseAsString, parseAsStringLiteral } from 'nuqs'
import type { ReactNode } from 'react'
import { asSearch } from '@/components/data-table/filters/as-search'
import { Facet } from '@/components/data-table/filters/facet'
import { Filters } from '@/components/data-table/filters/filters'
import { SearchField } from '@/components/data-table/filters/search-field'
import { useFilters } from '@/components/data-table/filters/use-filters'
import type { ShownKey } from '@/lib/keys/schema'
import { keyState, keyStates } from './key-state'

const asked = { q: asSearch, state: parseAsStringLiteral(keyStates), model: parseAsString }

export function useKeyFilters(now: number) {
  const filters = useFilters(asked)
  const { q, state, model } = filters.values
  const words = q.trim().toLowerCase()
  const matches = (key: ShownKey) =>
    `${key.name}\n${key.preview}`.toLowerCase().includes(words) &&
    (state === null || keyState(key, now) === state) &&
    (model === null || key.models === null || key.models.includes(model))
  return { ...filters, matches }
}

interface Props {
  filters: ReturnType<typeof useKeyFilters>
  keys: readonly ShownKey[] | undefined
  aside: ReactNode
}

export function KeyFilters({ filters, keys, aside }: Props) {
  const t = useTranslations('keys')
  const named = [...new Set(keys?.flatMap((key) => key.models ?? []))].sort()
  return (
    <Filters aside={aside}>
      <SearchField {...filters.field('q')} placeholder={t('search')} />
      <Facet label={t('state')} {...filters.field('state')} options={keyStates.map((one) => ({ value: one, label: t(`states.${one}`) }))} />
      {named.length > 0 && (
        <Facet label={t('model')} {...filters.field('model')} options={named.map((one) => ({ value: one, label: one }))} />
      )}
    </Filters>
  )
}
