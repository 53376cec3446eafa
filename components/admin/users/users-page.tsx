'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Users } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { CsvButton } from '@/components/data-table/csv-button'
import { DataTable } from '@/components/data-table/data-table'
import { Facet } from '@/components/data-table/filters/facet'
import { Filters } from '@/components/data-table/filters/filters'
import { SearchField } from '@/components/data-table/filters/search-field'
import { useFilters } from '@/components/data-table/filters/use-filters'
import { useListPage } from '@/components/data-table/use-list-page'
import { PageHead } from '@/components/layout/page-head'
import { Empty } from '@/components/ui/empty'
import { WhenOpened } from '@/components/ui/when-opened'
import { usersQuery } from '@/lib/queries/admin-users'
import { roles } from '@/lib/users/roles'
import { userColumns } from './user-columns'
import { userParams, userStates, usersAsked } from './user-filter'

const UserSheet = dynamic(() => import('./user-sheet').then((parts) => parts.UserSheet))

export function UsersPage() {
  const t = useTranslations('adminUsers')
  const filters = useFilters(userParams)
  const query = useInfiniteQuery(usersQuery(usersAsked(filters.values)))
  const columns = userColumns(t)
  const list = useListPage({
    name: 'admin-users',
    columns,
    rows: query.data?.pages.flatMap((page) => page.users),
    rowId: (row) => String(row.id),
    filters,
    openAs: 'user',
  })
  return (
    <>
      <PageHead title={t('title')} description={t('what')} actions={<CsvButton name="users" columns={columns} rows={list.rows} />} />
      <Filters aside={list.chooser}>
        <SearchField {...filters.field('q')} placeholder={t('search')} />
        <Facet label={t('role')} options={roles.map((value) => ({ value, label: t(`roles.${value}`) }))} {...filters.field('role')} />
        <Facet
          label={t('state')}
          options={userStates.map((value) => ({ value, label: t(`states.${value}`) }))}
          {...filters.field('enabled')}
        />
      </Filters>
      <DataTable
        {...list.tableProps}
        label={t('title')}
        query={query}
        isOff={(row) => !row.enabled}
        empty={<Empty icon={<Users aria-hidden />} title={t('emptyTitle')} />}
      />
      <WhenOpened open={list.openRow !== undefined}>
        <UserSheet user={list.openRow} {...list.sheetProps} />
      </WhenOpened>
    </>
  )
}
