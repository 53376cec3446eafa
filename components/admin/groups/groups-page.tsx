'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Pencil, Plus, Trash2, UsersRound } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Column } from '@/components/data-table/column'
import { CsvButton } from '@/components/data-table/csv-button'
import { DataTable } from '@/components/data-table/data-table'
import { Filters } from '@/components/data-table/filters'
import { SearchField, useSearch } from '@/components/data-table/search-field'
import { useColumns } from '@/components/data-table/use-columns'
import { PageHead } from '@/components/layout/page-head'
import { Button } from '@/components/ui/button'
import { useConfirm } from '@/components/ui/confirm'
import { Empty } from '@/components/ui/empty'
import { useErrorText } from '@/components/ui/error-text'
import { Menu, MenuItem, MenuRule } from '@/components/ui/menu'
import { notify } from '@/components/ui/toast'
import type { GroupLine } from '@/lib/catalog/group-schema'
import { groupUses } from '@/lib/catalog/names'
import { adminGroupsQuery, groupsApi } from '@/lib/queries/admin-groups'
import { isApiError } from '@/lib/queries/fetcher'
import { refreshCatalog } from '@/lib/queries/upstreams'
import { groupColumns } from './group-columns'
import { GroupDialog } from './group-dialog'
import { GroupInUse, type InUse } from './group-in-use'

/** `locked` means that a catalog file is in force, so that its rows can only be looked at. */
export function GroupsPage({ locked }: { locked: boolean }) {
  const t = useTranslations('adminGroups')
  const tc = useTranslations('common')
  const format = useFormatter()
  const client = useQueryClient()
  const confirm = useConfirm()
  const errorText = useErrorText()
  const [q, setQ] = useSearch()
  const [editing, setEditing] = useState<{ group: GroupLine | undefined }>()
  const [inUse, setInUse] = useState<InUse>()
  const query = useQuery(adminGroupsQuery)
  const all = query.data?.groups
  const rows = all?.filter((row) => row.name.toLowerCase().includes(q.trim().toLowerCase()))
  const isLocked = (row: GroupLine) => row.fromFile && locked
  const remove = async (row: GroupLine) => {
    const question = {
      title: t('deleteTitle', { name: row.name }),
      consequences: [t('deleteEffect'), t('deleteKeeps')],
      action: t('delete'),
    }
    if (!(await confirm(question))) return
    try {
      await groupsApi.delete(row.id)
      await refreshCatalog(client)
      notify.done(t('deleted', { name: row.name }))
    } catch (error) {
      if (!isApiError(error) || error.code !== 'in_use') return notify.fail(errorText(error))
      const list = (what: string) => {
        const found = error.details?.[what]
        return Array.isArray(found) ? found.map(String) : []
      }
      const lists = Object.fromEntries(groupUses.map((what) => [what, list(what)]))
      setInUse({ name: row.name, lists, sentence: row.name === 'default' ? t('defaultStays') : errorText(error) })
    }
  }
  const columns = groupColumns(t, format)
  const actions: Column<GroupLine> = {
    id: 'actions',
    head: tc('actions'),
    headHidden: true,
    cell: (row) => (
      <Menu label={t('actionsFor', { name: row.name })}>
        <MenuItem icon={<Pencil aria-hidden />} disabled={isLocked(row)} onSelect={() => setEditing({ group: row })}>
          {tc('edit')}
        </MenuItem>
        <MenuRule />
        <MenuItem danger icon={<Trash2 aria-hidden />} disabled={isLocked(row)} onSelect={() => void remove(row)}>
          {t('delete')}
        </MenuItem>
      </Menu>
    ),
    align: 'right',
    phone: 'actions',
  }
  const { shown, chooser } = useColumns('admin-groups', [...columns, actions])
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
            <CsvButton name="groups" columns={columns} rows={rows} />
            {create}
          </>
        }
      />
      <Filters aside={chooser}>
        <SearchField value={q} onChange={(value) => void setQ(value)} placeholder={t('search')} />
      </Filters>
      <DataTable
        label={t('title')}
        columns={shown}
        rows={rows}
        rowId={(row) => row.id}
        query={query}
        filtered={q.trim() !== ''}
        onClearFilters={() => void setQ('')}
        empty={
          <Empty icon={<UsersRound aria-hidden />} title={t('emptyTitle')} actions={create}>
            {t('emptyBody')}
          </Empty>
        }
        onOpen={(row) => (isLocked(row) ? notify.fail(t('fromFileNote')) : setEditing({ group: row }))}
      />
      {editing && <GroupDialog key={editing.group?.id ?? 'new'} group={editing.group} onClose={() => setEditing(undefined)} />}
      {inUse && <GroupInUse use={inUse} onClose={() => setInUse(undefined)} />}
    </>
  )
}
