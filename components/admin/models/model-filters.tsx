'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Facet } from '@/components/data-table/filters/facet'
import { Filters } from '@/components/data-table/filters/filters'
import { SearchField } from '@/components/data-table/filters/search-field'
import type { ModelLine } from '@/lib/catalog/schema'
import { upstreamsQuery } from '@/lib/queries/upstreams'
import { modelStates } from './model-state'
import type { useModelFilters } from './use-model-filters'

const choices = (values: readonly (string | null)[]) =>
  [...new Set(values.filter((value) => value !== null))].sort().map((value) => ({ value, label: value }))

interface Props {
  field: ReturnType<typeof useModelFilters>['field']
  models: readonly ModelLine[] | undefined
  aside: ReactNode
}

export function AdminModelFilters({ field, models = [], aside }: Props) {
  const t = useTranslations('adminModels')
  const upstreams = useQuery(upstreamsQuery).data?.upstreams ?? []
  return (
    <Filters aside={aside}>
      <SearchField {...field('q')} placeholder={t('search')} />
      <Facet label={t('state')} options={modelStates.map((value) => ({ value, label: t(`states.${value}`) }))} {...field('state')} />
      <Facet label={t('provider')} options={choices(models.map((row) => row.provider))} {...field('provider')} />
      <Facet label={t('upstream')} options={choices(upstreams.map((one) => one.name))} {...field('upstream')} />
    </Filters>
  )
}
