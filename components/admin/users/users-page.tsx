'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Users } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { CsvButton } from '@/components/data-table/csv-button'
import { DataTable } from '@/components/data-table/data-table'
import { Facet } from '@/components/data-table/facet'
import { Filters } from '@/components/data-table/filters'
import { neighbours } from '@/components/data-table/neighbours'
import { SearchField } from '@/components/data-table/search-field'
import { useColumns } from '@/components/data-table/use-columns'
import { useOpenRow } from '@/components/data-table/use-open-row'
import { PageHead } from '@/components/layout/page-head'
import { Empty } from '@/components/ui/empty'
import { usersQuery } from '@/lib/queries/admin-users'
import { roles } from '@/lib/users/roles'
import { userColumns } from './user-columns'
import { UserSheet } from './user-sheet'

const states = ['true', 'false'] as const

export function UsersPage() {
  const t = useTranslations('adminUsers')
  const [search, setSearch] = useQueryState('q', { defaultValue: '' })
  const [role, setRole] = useQueryState('role', parseAsStringLiteral(roles))
  const [enabled, setEnabled] = useQueryState('enabled', parseAsStringLiteral(states))
  const [openId, setOpenId] = useOpenRow('user')
  const query = useInfiniteQuery(usersQuery({ search: search.trim(), role, enabled }))
  const rows = query.data?.pages.flatMap((page) => page.users)
  const columns = userColumns(t)
  const { shown, chooser } = useColumns('admin-users', columns)
  const opened = neighbours(rows, (row) => String(row.id), openId, setOpenId)
  return (
    <>
      <PageHead title={t('title')} description={t('what')} actions={<CsvButton name="users" columns={columns} rows={rows} />} />
      <Filters aside={chooser}>
        <SearchField value={search} onChange={setSearch} placeholder={t('search')} />
        <Facet label={t('role')} options={roles.map((value) => ({ value, label: t(`roles.${value}`) }))} value={role} onChange={setRole} />
        <Facet
          label={t('state')}
          options={states.map((value) => ({ value, label: t(`states.${value}`) }))}
          value={enabled}
          onChange={setEnabled}
        />
      </Filters>
      <DataTable
        label={t('title')}
        columns={shown}
        rows={rows}
        rowId={(row) => String(row.id)}
        query={query}
        isOff={(row) => !row.enabled}
        filtered={search !== '' || role !== null || enabled !== null}
        onClearFilters={() => {
          void setSearch('')
          void setRole(null)
          void setEnabled(null)
        }}
        empty={<Empty icon={<Users aria-hidden />} title={t('emptyTitle')} />}
        onOpen={(row) => setOpenId(String(row.id))}
        openId={openId}
      />
      <UserSheet user={opened.row} onClose={() => setOpenId(null)} onPrevious={opened.onPrevious} onNext={opened.onNext} />
    </>
  )
}
