'use client'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Facet } from '@/components/data-table/filters/facet'
import { Filters } from '@/components/data-table/filters/filters'
import { SearchField } from '@/components/data-table/filters/search-field'
import { currencySymbol } from '@/components/ui/format-money'
import { useSite } from '@/components/ui/site-context'
import type { ModelCard } from '@/lib/catalog/schema'
import { abilitiesOf, priceBands } from './filter-models'
import type { useModelFilter } from './use-model-filter'

interface Props {
  field: ReturnType<typeof useModelFilter>['filters']['field']
  models: readonly ModelCard[]
  aside: ReactNode
}

export function ModelFilters({ field, models, aside }: Props) {
  const t = useTranslations('models')
  const symbol = currencySymbol(useSite().currency)
  const word = (area: 'modes' | 'capabilities', one: string) => (t.has(`${area}.${one}`) ? t(`${area}.${one}`) : one)
  const choices = (values: readonly (string | null)[], label: (value: string) => string = (value) => value) =>
    [...new Set(values)].flatMap((value) => (value === null ? [] : [{ value, label: label(value) }]))
  const modes = models.flatMap((model) => model.modes)
  const abilities = models.flatMap(abilitiesOf)
  return (
    <Filters aside={aside}>
      <SearchField {...field('q')} placeholder={t('search')} />
      <Facet label={t('provider')} options={choices(models.map(({ provider }) => provider).sort())} {...field('provider')} />
      <Facet label={t('mode')} options={choices(modes, (mode) => word('modes', mode))} {...field('mode')} />
      <Facet
        label={t('capability')}
        options={choices(abilities, (one) => (one === 'thinking' ? t('thinkingWord') : word('capabilities', one)))}
        {...field('capability')}
      />
      <Facet
        label={t('price')}
        options={priceBands.map((value) => ({ value, label: t(`bands.${value}`, { symbol }) }))}
        {...field('price')}
      />
    </Filters>
  )
}
