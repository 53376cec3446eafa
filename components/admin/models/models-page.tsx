'use client'
import { useQuery } from '@tanstack/react-query'
import { Boxes, Plus } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useQueryState } from 'nuqs'
import { CsvButton } from '@/components/data-table/csv-button'
import { DataTable } from '@/components/data-table/data-table'
import { useListPage } from '@/components/data-table/use-list-page'
import { useDiscardGuard } from '@/components/form/use-discard-guard'
import { PageHead } from '@/components/layout/page-head'
import { Button, LinkButton } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { WhenOpened } from '@/components/ui/when-opened'
import { adminModelsQuery } from '@/lib/queries/admin-models'
import { useModelColumns } from './model-columns'
import { AdminModelFilters } from './model-filters'
import { useModelFilters } from './use-model-filters'

const ModelSheet = dynamic(() => import('./model-sheet').then((parts) => parts.ModelSheet))

/** `locked` means that a catalog file is in force, so that its rows can only be looked at. */
export function ModelsPage({ locked }: { locked: boolean }) {
  const t = useTranslations('adminModels')
  const { guard, onDirty } = useDiscardGuard()
  const filters = useModelFilters()
  const [creating, setCreating] = useQueryState('create')
  const query = useQuery(adminModelsQuery)
  const all = query.data?.models
  const columns = useModelColumns()
  /** The sheet shows either a new model or one of the list. */
  const alone = (go: () => void) =>
    void guard(() => {
      void setCreating(null)
      go()
    })
  const rows = all?.filter(filters.matches)
  const list = useListPage({ name: 'admin-models', columns, rows, rowId: (row) => row.id, filters, openAs: 'model', guard: alone })
  const create = () =>
    void guard(() => {
      list.goTo(null)
      void setCreating('1')
    })
  const saved = (id: string | null) => {
    void setCreating(null)
    list.goTo(id)
  }
  return (
    <>
      <PageHead
        title={t('title')}
        count={all && t('count', { count: all.length })}
        description={t('what')}
        actions={
          <>
            <CsvButton name="models" columns={columns} rows={list.rows} />
            <Button variant="primary" icon={<Plus aria-hidden />} onClick={create}>
              {t('create')}
            </Button>
          </>
        }
      />
      <AdminModelFilters field={filters.field} models={all} aside={list.chooser} />
      <DataTable {...list.tableProps} label={t('title')} query={query} isOff={(row) => !row.enabled} empty={<NoModels />} />
      <WhenOpened open={creating !== null || list.openId !== null}>
        <ModelSheet
          model={all?.find((row) => row.id === list.openId)}
          creating={creating !== null}
          locked={locked}
          onDirty={onDirty}
          onSaved={saved}
          {...list.sheetProps}
        />
      </WhenOpened>
    </>
  )
}

function NoModels() {
  const t = useTranslations('adminModels')
  return (
    <Empty
      icon={<Boxes aria-hidden />}
      title={t('emptyTitle')}
      actions={
        <LinkButton variant="primary" href="/admin/upstreams">
          {t('toUpstreams')}
        </LinkButton>
      }
    >
      {t('emptyBody')}
    </Empty>
  )
}
