'use client'
import { useQuery } from '@tanstack/react-query'
import { Plus, UsersRound } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { CsvButton } from '@/components/data-table/csv-button'
import { DataTable } from '@/components/data-table/data-table'
import { asSearch } from '@/components/data-table/filters/as-search'
import { Filters } from '@/components/data-table/filters/filters'
import { SearchField } from '@/components/data-table/filters/search-field'
import { useFilters } from '@/components/data-table/filters/use-filters'
import { useListPage } from '@/components/data-table/use-list-page'
import { PageHead } from '@/components/layout/page-head'
import { Button } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { notify } from '@/components/ui/toast'
import type { GroupLine } from '@/lib/catalog/group-schema'
import { adminGroupsQuery } from '@/lib/queries/admin-groups'
import { useGroupColumns } from './group-columns'
import { useGroupDeletion } from './use-group-deletion'

const GroupDialog = dynamic(() => import('./group-dialog').then((parts) => parts.GroupDialog))

const params = { q: asSearch }

/** `locked` means that a catalog file is in force, so that its rows can only be looked at. */
export function GroupsPage({ locked }: { locked: boolean }) {
  const t = useTranslations('adminGroups')
  const filters = useFilters(params)
  const [editing, setEditing] = useState<{ group: GroupLine | undefined }>()
  const { remove, dialog } = useGroupDeletion()
  const query = useQuery(adminGroupsQuery)
  const all = query.data?.groups
  const rows = all?.filter((row) => row.name.toLowerCase().includes(filters.values.q.trim().toLowerCase()))
  const isLocked = (row: GroupLine) => row.fromFile && locked
  const columns = useGroupColumns({ isLocked, onEdit: (group) => setEditing({ group }), onDelete: remove })
  const list = useListPage({ name: 'admin-groups', columns, rows, rowId: (row) => row.id, filters })
  const create = (
    <Button variant="primary" icon={<Plus aria-hidden />} onClick={() => setEditing({ group: undefined })}>
      {t('create')}
    </Button>
  )
  return (
    <>
      <PageHead
        title={t('title')}
        count={all && t('count', { count: all.length })}
        description={t('what')}
        actions={
          <>
            <CsvButton name="groups" columns={columns} rows={list.rows} />
            {create}
          </>
        }
      />
      <Filters aside={list.chooser}>
        <SearchField {...filters.field('q')} placeholder={t('search')} />
      </Filters>
      <DataTable
        {...list.tableProps}
        label={t('title')}
        query={query}
        empty={
          <Empty icon={<UsersRound aria-hidden />} title={t('emptyTitle')} actions={create}>
            {t('emptyBody')}
          </Empty>
        }
        onOpen={(row) => (isLocked(row) ? notify.fail(t('fromFileNote')) : setEditing({ group: row }))}
      />
      {editing && <GroupDialog key={editing.group?.id ?? 'new'} group={editing.group} onClose={() => setEditing(undefined)} />}
      {dialog}
    </>
  )
}
