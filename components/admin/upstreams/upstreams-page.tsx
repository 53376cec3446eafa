'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Network, Pencil, Plus, Power } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { ProcessNote } from '@/components/admin/targets/process-note'
import { stateOf, upstreamStates } from '@/components/admin/targets/upstream-state'
import { CsvButton } from '@/components/data-table/csv-button'
import { DataTable } from '@/components/data-table/data-table'
import { Facet } from '@/components/data-table/facet'
import { Filters } from '@/components/data-table/filters'
import { neighbours } from '@/components/data-table/neighbours'
import { SearchField, useSearch } from '@/components/data-table/search-field'
import { useColumns } from '@/components/data-table/use-columns'
import { useDiscardGuard } from '@/components/form/use-discard-guard'
import { PageHead } from '@/components/layout/page-head'
import { Button } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { useErrorText } from '@/components/ui/error-text'
import { Menu, MenuItem } from '@/components/ui/menu'
import { notify } from '@/components/ui/toast'
import type { UpstreamLine } from '@/lib/catalog/upstream-schema'
import { healthQuery, refreshCatalog, upstreamsApi, upstreamsQuery } from '@/lib/queries/upstreams'
import { upstreamColumns } from './upstream-columns'
import { UpstreamSheet } from './upstream-sheet'

/** `locked` means that a catalog file is in force, so that its rows can only be looked at. */
export function UpstreamsPage({ locked }: { locked: boolean }) {
  const t = useTranslations('adminUpstreams')
  const tc = useTranslations('common')
  const format = useFormatter()
  const client = useQueryClient()
  const errorText = useErrorText()
  const { guard, onDirty } = useDiscardGuard()
  const [q, setQ] = useSearch()
  const [state, setState] = useQueryState('state', parseAsStringLiteral(upstreamStates))
  const [openId, setOpenId] = useQueryState('upstream')
  const query = useQuery(upstreamsQuery)
  const health = useQuery(healthQuery)
  const healthOf = (id: string) => health.data?.upstreams.find(({ upstream }) => upstream === id)
  const all = query.data?.upstreams
  const words = q.trim().toLowerCase()
  const rows = all?.filter(
    (row) =>
      `${row.name}\n${row.baseUrl}\n${row.models.join('\n')}`.toLowerCase().includes(words) &&
      (state === null || stateOf(row, healthOf(row.id)).word === state),
  )
  const toggle = async (row: UpstreamLine, enabled: boolean) => {
    try {
      await upstreamsApi.save(row.id, { enabled })
      await refreshCatalog(client)
      const undo = { label: tc('undo'), run: () => void toggle(row, !enabled) }
      notify.done(t(enabled ? 'enabledNow' : 'disabledNow', { name: row.name }), undo)
    } catch (error) {
      notify.fail(errorText(error))
    }
  }
  const open = (id: string | null) => void guard(() => void setOpenId(id))
  const columns = upstreamColumns(t, format, healthOf)
  const { shown, chooser } = useColumns('admin-upstreams', [
    ...columns,
    {
      id: 'actions',
      head: tc('actions'),
      headHidden: true,
      cell: (row) => (
        <Menu label={t('actionsFor', { name: row.name })}>
          <MenuItem icon={<Pencil aria-hidden />} onSelect={() => open(row.id)}>
            {tc('edit')}
          </MenuItem>
          <MenuItem icon={<Power aria-hidden />} disabled={row.fromFile && locked} onSelect={() => void toggle(row, !row.enabled)}>
            {t(row.enabled ? 'disable' : 'enable')}
          </MenuItem>
        </Menu>
      ),
      align: 'right',
      phone: 'actions',
    },
  ])
  const { onPrevious, onNext } = neighbours(rows, (row) => row.id, openId, open)
  const add = (
    <Button variant="primary" icon={<Plus aria-hidden />} onClick={() => open('new')}>
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
            <CsvButton
              name="upstreams"
              columns={[...columns, { id: 'url', head: t('baseUrl'), cell: () => null, csv: (row) => row.baseUrl }]}
              rows={rows}
            />
            {add}
          </>
        }
      />
      <ProcessNote />
      <Filters aside={chooser}>
        <SearchField value={q} onChange={(value) => void setQ(value)} placeholder={t('search')} />
        <Facet
          label={t('state')}
          options={upstreamStates.map((value) => ({ value, label: t(`states.${value}`) }))}
          value={state}
          onChange={(value) => void setState(value)}
        />
      </Filters>
      <DataTable
        label={t('title')}
        columns={shown}
        rows={rows}
        rowId={(row) => row.id}
        query={{ ...query, isFetching: query.isFetching && !query.isPending && query.isStale }}
        isOff={(row) => !row.enabled}
        filtered={words !== '' || state !== null}
        onClearFilters={() => {
          void setQ('')
          void setState(null)
        }}
        empty={
          <Empty icon={<Network aria-hidden />} title={t('emptyTitle')} actions={add}>
            {t('emptyBody')}
          </Empty>
        }
        onOpen={(row) => open(row.id)}
        openId={openId}
      />
      <UpstreamSheet
        upstream={all?.find((row) => row.id === openId)}
        creating={openId === 'new'}
        locked={locked}
        health={openId === null ? undefined : healthOf(openId)}
        onDirty={onDirty}
        onClose={() => open(null)}
        onSaved={(id) => void setOpenId(id)}
        onPrevious={onPrevious}
        onNext={onNext}
      />
    </>
  )
}
