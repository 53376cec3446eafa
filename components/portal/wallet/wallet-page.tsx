'use client'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { ReceiptText } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { CsvButton } from '@/components/data-table/csv-button'
import { DataTable } from '@/components/data-table/data-table'
import { Facet } from '@/components/data-table/facet'
import { PageHead } from '@/components/layout/page-head'
import { Empty } from '@/components/ui/empty'
import { ErrorState } from '@/components/ui/error-state'
import { Money } from '@/components/ui/money'
import { useSite } from '@/components/ui/site-context'
import { Skeleton } from '@/components/ui/skeleton'
import { Tile, Tiles } from '@/components/ui/tile'
import { walletAccounts } from '@/lib/ledger/names'
import { entriesQuery, walletQuery } from '@/lib/queries/wallet'
import { entryColumns } from './entry-columns'
import { RedeemCard } from './redeem-card'

export function WalletPage() {
  const t = useTranslations('wallet')
  const format = useFormatter()
  const { currency } = useSite()
  const wallet = useQuery(walletQuery)
  const [account, setAccount] = useQueryState('account', parseAsStringLiteral(walletAccounts))
  const query = useInfiniteQuery(entriesQuery(account))
  const rows = query.data
  const columns = entryColumns(t, currency)
  const money = (value: number | undefined) => (value === undefined ? <Skeleton width="72px" /> : <Money value={value} minPlaces={2} />)
  const free = wallet.data && Number(wallet.data.balance) - Number(wallet.data.onHold)
  return (
    <>
      <PageHead title={t('title')} description={t('what')} />
      {wallet.isError ? (
        <ErrorState error={wallet.error} onRetry={() => wallet.refetch()} busy={wallet.isFetching} />
      ) : (
        <Tiles>
          <Tile
            label={t('balance')}
            sub={free !== undefined && t.rich('spendable', { amount: () => <Money value={free} minPlaces={2} /> })}
          >
            {money(wallet.data?.balance)}
          </Tile>
          <Tile label={t('cash')} sub={t('cashWhat')}>
            {money(wallet.data?.cash)}
          </Tile>
          <Tile label={t('grant')} sub={t('grantWhat')}>
            {money(wallet.data?.grant)}
          </Tile>
          <Tile label={t('points')} sub={t('pointsWhat')}>
            {wallet.data ? format.number(wallet.data.points) : <Skeleton width="72px" />}
          </Tile>
        </Tiles>
      )}
      <RedeemCard />
      <div className="list-head">
        <h2>{t('entries')}</h2>
        <Facet
          label={t('account')}
          options={walletAccounts.map((value) => ({ value, label: t(`accounts.${value}`) }))}
          value={account}
          onChange={(value) => void setAccount(value)}
        />
        <span className="ml-auto">
          <CsvButton name="wallet" columns={columns} rows={rows} />
        </span>
      </div>
      <DataTable
        label={t('entries')}
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        query={query}
        filtered={account !== null}
        onClearFilters={() => void setAccount(null)}
        empty={
          <Empty icon={<ReceiptText aria-hidden />} title={t('emptyTitle')}>
            {t('emptyBody')}
          </Empty>
        }
      />
    </>
  )
}
