'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Download, ReceiptText, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { DataTable } from '@/components/data-table/data-table'
import { Facet } from '@/components/data-table/filters/facet'
import { useFilters } from '@/components/data-table/filters/use-filters'
import { useListPage } from '@/components/data-table/use-list-page'
import { Button, buttonVariants } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { Input } from '@/components/ui/input'
import { walletAccounts } from '@/lib/ledger/names'
import { entriesQuery, statementFile } from '@/lib/queries/wallet'
import { useEntryColumns } from './entry-columns'
import { entriesAsked, entryParams } from './entry-params'

/** Everything that changed the wallet, the newest first. */
export function Entries({ choose }: { choose: ReactNode }) {
  const t = useTranslations('wallet')
  const filters = useFilters(entryParams)
  const tc = useTranslations('common')
  const asked = entriesAsked(filters.values)
  const query = useInfiniteQuery(entriesQuery(asked))
  const columns = useEntryColumns()
  const list = useListPage({ name: 'wallet', columns, rows: query.data, rowId: (row) => row.id, filters })
  return (
    <>
      <div className="mt-2 flex min-h-8.5 flex-wrap items-center gap-3">
        <h2 className="sr-only">{t('entries')}</h2>
        {choose}
        <Facet
          label={t('account')}
          options={walletAccounts.map((value) => ({ value, label: t(`accounts.${value}`) }))}
          {...filters.field('account')}
        />
        {filters.values.day ? (
          <Button size="s" icon={<X aria-hidden />} onClick={() => filters.set({ day: null })}>
            {t('onDay', { day: filters.values.day })}
          </Button>
        ) : (
          <span>
            <Input
              type="month"
              size="s"
              aria-label={t('month')}
              value={filters.values.month ?? ''}
              onChange={(event) => filters.set({ month: event.target.value || null })}
            />
          </span>
        )}
        <a className={`ml-auto ${buttonVariants()}`} href={statementFile(asked)} download="wallet.csv">
          <Download aria-hidden />
          {tc('exportCsv')}
        </a>
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
