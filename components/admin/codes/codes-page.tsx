'use client'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { Plus, Ticket } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Column } from '@/components/data-table/column'
import { DataTable } from '@/components/data-table/data-table'
import { PageHead } from '@/components/layout/page-head'
import { Button } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { useErrorText } from '@/components/ui/error-text'
import { Money } from '@/components/ui/money'
import { Switch } from '@/components/ui/switch'
import { Time } from '@/components/ui/time'
import { notify } from '@/components/ui/toast'
import type { CodeBatch } from '@/lib/ledger/schema'
import { batchesQuery, codeBatchesApi, refreshBatches } from '@/lib/queries/codes'
import { CreateCodes } from './create-codes'
import { NewCodes } from './new-codes'

export function CodesPage() {
  const t = useTranslations('adminCodes')
  const format = useFormatter()
  const client = useQueryClient()
  const errorText = useErrorText()
  const query = useInfiniteQuery(batchesQuery)
  const [creating, setCreating] = useState(false)
  const [made, setMade] = useState<{ name: string; codes: string[] }>()
  const rows = query.data?.pages.flatMap((page) => page.batches)
  const toggle = async (row: CodeBatch, enabled: boolean) => {
    try {
      await codeBatchesApi.change(row.id, enabled)
      await refreshBatches(client)
      notify.done(t(enabled ? 'enabled' : 'disabled', { name: row.name }))
    } catch (error) {
      notify.fail(errorText(error))
    }
  }
  const columns: Column<CodeBatch>[] = [
    { id: 'name', head: t('name'), cell: (row) => row.name, phone: 'title' },
    { id: 'amount', head: t('amount'), cell: (row) => <Money value={row.amount} minPlaces={2} />, align: 'right', phone: 'aside' },
    { id: 'account', head: t('account'), cell: (row) => t(`accounts.${row.account}`), drop: 2 },
    {
      id: 'used',
      head: t('used'),
      cell: (row) => `${format.number(row.used)} / ${format.number(row.count * row.uses)}`,
      align: 'right',
      phone: 'sub',
    },
    {
      id: 'expires',
      head: t('expires'),
      cell: (row) => (row.expiresAt ? <Time value={row.expiresAt} look="day" /> : t('never')),
      drop: 3,
      phone: 'meta',
    },
    { id: 'created', head: t('created'), cell: (row) => <Time value={row.createdAt} />, drop: 1 },
    {
      id: 'enabled',
      head: t('state'),
      cell: (row) => (
        <Switch checked={row.enabled} onCheckedChange={(next) => void toggle(row, next)}>
          {t(row.enabled ? 'on' : 'off')}
        </Switch>
      ),
      phone: 'actions',
    },
  ]
  const create = (
    <Button variant="primary" icon={<Plus aria-hidden />} onClick={() => setCreating(true)}>
      {t('create')}
    </Button>
  )
  return (
    <>
      <PageHead title={t('title')} description={t('what')} actions={create} />
      <DataTable
        label={t('title')}
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        query={query}
        filtered={false}
        isOff={(row) => !row.enabled}
        empty={
          <Empty icon={<Ticket aria-hidden />} title={t('emptyTitle')} actions={create}>
            {t('emptyBody')}
          </Empty>
        }
      />
      {creating && <CreateCodes onClose={() => setCreating(false)} onMade={setMade} />}
      {made && <NewCodes {...made} onClose={() => setMade(undefined)} />}
    </>
  )
}
