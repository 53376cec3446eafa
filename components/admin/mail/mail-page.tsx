'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Mail } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { DataTable } from '@/components/data-table/data-table'
import { Facet } from '@/components/data-table/filters/facet'
import { Filters } from '@/components/data-table/filters/filters'
import { SearchField } from '@/components/data-table/filters/search-field'
import { useFilters } from '@/components/data-table/filters/use-filters'
import { useListPage } from '@/components/data-table/use-list-page'
import { PageHead } from '@/components/layout/page-head'
import { Empty } from '@/components/ui/empty'
import { WhenOpened } from '@/components/ui/when-opened'
import { mailStates } from '@/lib/mail/names'
import { mailsQuery } from '@/lib/queries/admin-mail'
import { mailColumns } from './mail-columns'
import { mailFilters, mailsAsked } from './mail-filter'

const MailSheet = dynamic(() => import('./mail-sheet').then((parts) => parts.MailSheet))

export function MailPage() {
  const t = useTranslations('adminMail')
  const filters = useFilters(mailFilters)
  const query = useInfiniteQuery(mailsQuery(mailsAsked(filters.values)))
  const list = useListPage({
    name: 'admin-mail',
    columns: mailColumns(t),
    rows: query.data?.pages.flatMap((page) => page.mails),
    rowId: (row) => row.id,
    filters,
    openAs: 'mail',
  })
  return (
    <>
      <PageHead title={t('title')} description={t('what')} />
      <Filters aside={list.chooser}>
        <SearchField {...filters.field('q')} placeholder={t('search')} />
        <Facet
          label={t('state')}
          options={mailStates.map((value) => ({ value, label: t(`states.${value}`) }))}
          {...filters.field('state')}
        />
      </Filters>
      <DataTable
        {...list.tableProps}
        label={t('title')}
        query={query}
        empty={
          <Empty icon={<Mail aria-hidden />} title={t('emptyTitle')}>
            {t('emptyBody')}
          </Empty>
        }
      />
      <WhenOpened open={list.openRow !== undefined}>
        <MailSheet mail={list.openRow} {...list.sheetProps} />
      </WhenOpened>
    </>
  )
}
