'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { ReceiptText } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { CsvButton } from '@/components/data-table/csv-button'
import { DataTable } from '@/components/data-table/data-table'
import { Facet } from '@/components/data-table/filters/facet'
import { useFilters } from '@/components/data-table/filters/use-filters'
import { useListPage } from '@/components/data-table/use-list-page'
import { Empty } from '@/components/ui/empty'
import { walletAccounts } from '@/lib/ledger/names'
import { entriesQuery } from '@/lib/queries/wallet'
import { useEntryColumns } from './entry-columns'
import { entryParams } from './entry-params'

/** Everything that changed the wallet, the newest first. */
export function Entries() {
  const t = useTranslations('wallet')
  const filters = useFilters(entryParams)
  const query = useInfiniteQuery(entriesQuery(filters.values.account))
  const columns = useEntryColumns()
  const list = useListPage({ name: 'wallet', columns, rows: query.data, rowId: (row) => row.id, filters })
  return (
    <>
      <div className="mt-2 flex min-h-8.5 items-center gap-3">
        <h2 className="text-[15px]">{t('entries')}</h2>
        <Facet
          label={t('account')}
          options={walletAccounts.map((value) => ({ value, label: t(`accounts.${value}`) }))}
          {...filters.field('account')}
        />
        <span className="ml-auto">
          <CsvButton name="wallet" columns={columns} rows={list.rows} />
        </span>
      </div>
      <DataTable
        {...list.tableProps}
        label={t('entries')}
        query={query}
        empty={
          <Empty icon={<ReceiptText aria-hidden />} title={t('emptyTitle')}>
            {t('emptyBody')}
          </Empty>
        }
      />
    </>
  )
}
