'use client'
import { Boxes } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { Column } from '@/components/data-table/column'
import { DataTable } from '@/components/data-table/data-table'
import { useListTable } from '@/components/data-table/use-list-table'
import type { useSort } from '@/components/data-table/use-sort'
import { modelHref } from '@/components/layout/model-href'
import { Empty } from '@/components/ui/empty'
import type { ModelCard } from '@/lib/catalog/schema'
import type { Scale } from './price-lines'

interface Props {
  columns: readonly Column<ModelCard>[]
  rows: readonly ModelCard[]
  shown: Record<string, boolean>
  sort: ReturnType<typeof useSort>
  scale: Scale
  filtered: boolean
  onClearFilters: () => void
}

/** The rows come with the page, so there is nothing to wait for. */
const here = { data: true, isFetching: false, isError: false, error: null, refetch: () => undefined }

export function ModelTable({ columns, rows, shown, sort, scale, filtered, onClearFilters }: Props) {
  const t = useTranslations('models')
  const router = useRouter()
  const table = useListTable({ columns, rows, rowId: ({ id }) => id, shown, sort: { ...sort, done: true } })
  return (
    <DataTable
      label={t('title')}
      table={table}
      query={here}
      filtered={filtered}
      onClearFilters={onClearFilters}
      onOpen={({ id }) => router.push(modelHref(id) + (scale === '1m' ? '' : `?unit=${scale}`))}
      empty={
        <Empty icon={<Boxes aria-hidden />} title={t('emptyTitle')}>
          {t('emptyBody')}
        </Empty>
      }
    />
  )
}
