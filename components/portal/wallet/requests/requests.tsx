'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { HandCoins } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { CsvButton } from '@/components/data-table/csv-button'
import { DataTable } from '@/components/data-table/data-table'
import { Facet } from '@/components/data-table/filters/facet'
import { useFilters } from '@/components/data-table/filters/use-filters'
import { useListPage } from '@/components/data-table/use-list-page'
import { Empty } from '@/components/ui/empty'
import { WhenOpened } from '@/components/ui/when-opened'
import { type RequestKind, requestStates } from '@/lib/ledger/names'
import { requestsQuery } from '@/lib/queries/requests'
import { requestParams } from '../entry-params'
import { useRequestColumns } from './request-columns'

const RequestSheet = dynamic(() => import('./request-sheet').then((parts) => parts.RequestSheet))

const statesOf = {
  recharge: requestStates.filter((state) => state !== 'paid'),
  withdrawal: requestStates.filter((state) => state !== 'unpaid'),
}

/** One's recharges or withdrawals, the newest first. */
export function Requests({ kind, choose }: { kind: RequestKind; choose: ReactNode }) {
  const t = useTranslations('requests')
  const filters = useFilters(requestParams)
  const query = useInfiniteQuery(requestsQuery(kind, filters.values.state))
  const columns = useRequestColumns(kind)
  const list = useListPage({ name: `wallet-${kind}s`, columns, rows: query.data, rowId: (row) => row.id, filters, openAs: 'request' })
  return (
    <>
      <div className="mt-2 flex min-h-8.5 flex-wrap items-center gap-3">
        <h2 className="sr-only">{t(`${kind}.title`)}</h2>
        {choose}
        <Facet
          label={t('state')}
          options={statesOf[kind].map((value) => ({ value, label: t(`states.${value}`) }))}
          {...filters.field('state')}
        />
        <span className="ml-auto">
          <CsvButton name={`${kind}s`} columns={columns} rows={list.rows} />
        </span>
      </div>
      <DataTable
        {...list.tableProps}
        label={t(`${kind}.title`)}
        query={query}
        isOff={(row) => row.state === 'cancelled'}
        empty={
          <Empty icon={<HandCoins aria-hidden />} title={t(`${kind}.emptyTitle`)}>
            {t(`${kind}.emptyBody`)}
          </Empty>
        }
      />
      <WhenOpened open={list.openRow !== undefined}>
        <RequestSheet kind={kind} request={list.openRow} {...list.sheetProps} />
      </WhenOpened>
    </>
  )
}
