'use client'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Facet } from '@/components/data-table/filters/facet'
import { Filters } from '@/components/data-table/filters/filters'
import { SearchField } from '@/components/data-table/filters/search-field'
import type { useFilters } from '@/components/data-table/filters/use-filters'
import { keysQuery } from '@/lib/queries/keys'
import { modelsQuery } from '@/lib/queries/models'
import type { Scope } from '@/lib/queries/usage'
import { statusFilters } from '@/lib/usage/names'
import type { recordParams } from './record-filter'
import { type Span, spans } from './spans'

interface Props {
  scope: Scope
  filters: ReturnType<typeof useFilters<typeof recordParams>>
  /** name of the user whose calls are listed, once it is known */
  userName: string | undefined
  aside: ReactNode
}

export function RecordFilters({ scope, filters: { values, field, set }, userName, aside }: Props) {
  const t = useTranslations('logs')
  const models = useQuery({ ...modelsQuery, placeholderData: keepPreviousData }).data?.models ?? []
  const { userId, tag } = values
  return (
    <Filters aside={aside}>
      <SearchField {...field('id')} placeholder={t('requestId')} />
      <Facet
        label={t('time')}
        options={spans.map((value) => ({ value, label: t(`span.${value}`) }))}
        value={values.span}
        onChange={(span: Span | null) => set({ span, from: null, to: null })}
      />
      <Facet label={t('model')} options={models.map(({ id }) => ({ value: id, label: id }))} {...field('model')} />
      <Facet label={t('status')} options={statusFilters.map((value) => ({ value, label: t(`state.${value}`) }))} {...field('status')} />
      {tag !== null && <Facet label={t('tag')} options={[{ value: tag, label: tag }]} {...field('tag')} />}
      {scope === 'all' && userId !== null && (
        <Facet label={t('user')} options={[{ value: userId, label: userName ?? `#${userId}` }]} {...field('userId')} />
      )}
      {scope === 'own' && <KeyFacet {...field('keyId')} />}
    </Filters>
  )
}

function KeyFacet(props: { value: string | null; onChange: (value: string | null) => void }) {
  const t = useTranslations('logs')
  const keys = useInfiniteQuery(keysQuery).data?.pages.flatMap((page) => page.keys) ?? []
  return <Facet label={t('key')} options={keys.map(({ id, name }) => ({ value: id, label: name }))} {...props} />
}
