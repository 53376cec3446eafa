'use client'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { Plus, Ticket } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { DataTable } from '@/components/data-table/data-table'
import { Filters } from '@/components/data-table/filters/filters'
import { SearchField } from '@/components/data-table/filters/search-field'
import { useFilters } from '@/components/data-table/filters/use-filters'
import { useListPage } from '@/components/data-table/use-list-page'
import { PageHead } from '@/components/layout/page-head'
import { Button } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { useErrorText } from '@/components/ui/error-text'
import { notify } from '@/components/ui/toast'
import { WhenOpened } from '@/components/ui/when-opened'
import type { CodeBatch } from '@/lib/ledger/schema'
import { batchesQuery, codeBatchesApi, refreshBatches } from '@/lib/queries/codes'
import { useCodeColumns } from './code-columns'
import { codeFilters } from './code-filter'

const BatchSheet = dynamic(() => import('./batch-sheet').then((parts) => parts.BatchSheet))
const CreateCodes = dynamic(() => import('./create-codes').then((parts) => parts.CreateCodes))
const NewCodes = dynamic(() => import('./new-codes').then((parts) => parts.NewCodes))

export function CodesPage() {
  const t = useTranslations('adminCodes')
  const client = useQueryClient()
  const errorText = useErrorText()
  const filters = useFilters(codeFilters)
  const query = useInfiniteQuery(batchesQuery(filters.values.q.trim() || null))
  const [creating, setCreating] = useState(false)
  const [made, setMade] = useState<{ name: string; codes: string[] }>()
  const toggle = async (row: CodeBatch, enabled: boolean) => {
    try {
      await codeBatchesApi.change(row.id, enabled)
      await refreshBatches(client)
      notify.done(t(enabled ? 'enabled' : 'disabled', { name: row.name }))
    } catch (error) {
      notify.fail(errorText(error))
    }
  }
  const columns = useCodeColumns((row, enabled) => void toggle(row, enabled))
  const rows = query.data?.pages.flatMap((page) => page.batches)
  const list = useListPage({ name: 'admin-codes', columns, rows, rowId: (row) => row.id, filters, openAs: 'batch' })
  const create = (
    <Button variant="primary" icon={<Plus aria-hidden />} onClick={() => setCreating(true)}>
      {t('create')}
    </Button>
  )
  return (
    <>
      <PageHead title={t('title')} description={t('what')} actions={create} />
      <Filters>
        <SearchField {...filters.field('q')} placeholder={t('search')} />
      </Filters>
      <DataTable
        {...list.tableProps}
        label={t('title')}
        query={query}
        isOff={(row) => !row.enabled}
        empty={
          <Empty icon={<Ticket aria-hidden />} title={t('emptyTitle')} actions={create}>
            {t('emptyBody')}
          </Empty>
        }
      />
      <WhenOpened open={list.openRow !== undefined}>
        <BatchSheet batch={list.openRow} {...list.sheetProps} />
      </WhenOpened>
      {creating && <CreateCodes onClose={() => setCreating(false)} onMade={setMade} />}
      {made && <NewCodes {...made} onClose={() => setMade(undefined)} />}
    </>
  )
}
