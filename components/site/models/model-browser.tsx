'use client'
import { Boxes } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { CsvButton } from '@/components/data-table/csv-button'
import { DataTable } from '@/components/data-table/data-table'
import { Facet } from '@/components/data-table/facet'
import { Filters } from '@/components/data-table/filters'
import { SearchField } from '@/components/data-table/search-field'
import { useColumns } from '@/components/data-table/use-columns'
import { modelHref } from '@/components/layout/model-href'
import { PageHead } from '@/components/layout/page-head'
import { Empty } from '@/components/ui/empty'
import { currencySymbol } from '@/components/ui/format-money'
import { Segmented } from '@/components/ui/segmented'
import { useSite } from '@/components/ui/site-context'
import type { ModelCard } from '@/lib/catalog/schema'
import { abilitiesOf, filterModels, inOrder, priceBands, type SortKey, sortModels } from './filter-models'
import { listColumns } from './list-columns'
import type { LiveFigures } from './live-figure'
import { ModelCards } from './model-cards'
import { scales } from './price-lines'
import { useModelFilter, useScale, views } from './use-model-filter'

interface Props {
  models: readonly ModelCard[]
  figures: LiveFigures
  /** whose prices these are; null for a visitor */
  group: { name: string; multiplier: number } | null
}

/** The rows come with the page, so there is nothing to wait for. */
const here = { isPending: false, isFetching: false, isError: false, error: null, refetch: () => undefined }

export function ModelBrowser({ models, figures, group }: Props) {
  const t = useTranslations('models')
  const router = useRouter()
  const symbol = currencySymbol(useSite().currency)
  const [scale, setScale] = useScale()
  const list = useModelFilter()
  const matching = filterModels(models, list.filter)
  const rows = list.sort ? sortModels(matching, list.sort) : inOrder(matching)
  const sort = (key: SortKey) => {
    const direction = list.sort?.key !== key ? undefined : list.sort.down ? ('descending' as const) : ('ascending' as const)
    return { direction, toggle: () => list.sortBy(key) }
  }
  const columns = listColumns({ t, symbol, scale, figures, sort })
  const { shown, chooser } = useColumns('models', columns)
  const open = (id: string) => router.push(modelHref(id) + (scale === '1m' ? '' : `?unit=${scale}`))
  const word = (area: 'modes' | 'capabilities', one: string) => (t.has(`${area}.${one}`) ? t(`${area}.${one}`) : one)
  const facet = (values: readonly (string | null)[], label: (value: string) => string = (value) => value) =>
    [...new Set(values)].flatMap((value) => (value === null ? [] : [{ value, label: label(value) }]))
  return (
    <>
      <PageHead
        title={t('title')}
        count={t('count', { count: models.length })}
        description={group ? t('what', { group: group.name, multiplier: group.multiplier }) : t('whatVisitor')}
        actions={
          <>
            <CsvButton name="models" columns={columns} rows={rows} />
            <span className="flex items-center gap-2">
              <Segmented
                aria-label={t('unit')}
                options={scales.map((value) => ({ value, label: t(`scales.${value}`) }))}
                value={scale}
                onValueChange={(next) => void setScale(next)}
              />
              <Segmented
                aria-label={t('view')}
                options={views.map((value) => ({ value, label: t(`views.${value}`) }))}
                value={list.view}
                onValueChange={(next) => void list.setView(next)}
              />
            </span>
          </>
        }
      />
      <Filters aside={list.view === 'table' && chooser}>
        <SearchField value={list.filter.q} onChange={(next) => void list.setQ(next || null)} placeholder={t('search')} />
        <Facet
          label={t('provider')}
          value={list.filter.provider}
          onChange={(next) => void list.setProvider(next)}
          options={facet(models.map(({ provider }) => provider).sort())}
        />
        <Facet
          label={t('mode')}
          value={list.filter.mode}
          onChange={(next) => void list.setMode(next)}
          options={facet(
            models.flatMap(({ modes }) => modes),
            (mode) => word('modes', mode),
          )}
        />
        <Facet
          label={t('capability')}
          value={list.filter.capability}
          onChange={(next) => void list.setCapability(next)}
          options={facet(models.flatMap(abilitiesOf), (one) => (one === 'thinking' ? t('thinkingWord') : word('capabilities', one)))}
        />
        <Facet
          label={t('price')}
          value={list.filter.price}
          onChange={(next) => void list.setPrice(next)}
          options={priceBands.map((value) => ({ value, label: t(`bands.${value}`, { symbol }) }))}
        />
      </Filters>
      {list.view === 'cards' && rows.length > 0 ? (
        <ModelCards models={rows} scale={scale} figures={figures} />
      ) : (
        <DataTable
          label={t('title')}
          columns={shown}
          rows={rows}
          rowId={({ id }) => id}
          query={here}
          filtered={list.filtered}
          onClearFilters={list.clear}
          onOpen={({ id }) => open(id)}
          empty={
            <Empty icon={<Boxes aria-hidden />} title={t('emptyTitle')}>
              {t('emptyBody')}
            </Empty>
          }
        />
      )}
    </>
  )
}
