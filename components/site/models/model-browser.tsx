'use client'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { ColumnChooser } from '@/components/data-table/column-chooser'
import { CsvButton } from '@/components/data-table/csv-button'
import { useColumnChoice } from '@/components/data-table/use-column-choice'
import { PageHead } from '@/components/layout/page-head'
import { Segmented } from '@/components/ui/segmented'
import type { ModelCard } from '@/lib/catalog/schema'
import { useListColumns } from './list-columns'
import type { LiveFigures } from './live-figure'
import { ModelCards } from './model-cards'
import { ModelFilters } from './model-filters'
import { scales } from './price-lines'
import { useModelFilter, useScale } from './use-model-filter'

interface Props {
  models: readonly ModelCard[]
  figures: LiveFigures
  /** whose prices these are; null for a visitor */
  group: { name: string; multiplier: number } | null
}

const views = ['table', 'cards'] as const
/** The table comes with the page as HTML; its code may arrive a little later than that of the filters. */
const ModelTable = dynamic(() => import('./model-table').then((parts) => parts.ModelTable))

export function ModelBrowser({ models, figures, group }: Props) {
  const t = useTranslations('models')
  const [view, setView] = useQueryState('view', parseAsStringLiteral(views).withDefault('table'))
  const [scale, setScale] = useScale()
  const { filters, sort, rows } = useModelFilter(models)
  const { shown, show } = useColumnChoice('models')
  const columns = useListColumns(scale, figures)
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
                value={view}
                onValueChange={(next) => void setView(next)}
              />
            </span>
          </>
        }
      />
      <ModelFilters
        field={filters.field}
        models={models}
        aside={view === 'table' && <ColumnChooser columns={columns} shown={shown} show={show} />}
      />
      {view === 'cards' && rows.length > 0 ? (
        <ModelCards models={rows} scale={scale} figures={figures} />
      ) : (
        <ModelTable {...{ columns, rows, shown, sort, scale }} filtered={filters.filtered} onClearFilters={filters.clear} />
      )}
    </>
  )
}
