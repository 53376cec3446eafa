'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { KeyRound, Plus } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useNow, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { CsvButton } from '@/components/data-table/csv-button'
import { DataTable } from '@/components/data-table/data-table'
import { useListPage } from '@/components/data-table/use-list-page'
import { PageHead } from '@/components/layout/page-head'
import { Button, LinkButton } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { WhenOpened } from '@/components/ui/when-opened'
import { keysQuery } from '@/lib/queries/keys'
import { KeyBulk } from './key-bulk'
import { useKeyColumns } from './key-columns'
import { useKeyDialogs } from './key-dialogs'
import { KeyFilters, useKeyFilters } from './key-filters'
import { useKeyDeeds } from './use-key-deeds'

const KeySheet = dynamic(() => import('./key-sheet').then((parts) => parts.KeySheet))

export function KeysPage() {
  const t = useTranslations('keys')
  const query = useInfiniteQuery(keysQuery)
  const all = query.data?.pages.flatMap((page) => page.keys)
  const filters = useKeyFilters(useNow().getTime())
  const deeds = useKeyDeeds()
  const { create, edit, reveal, show, dialogs } = useKeyDialogs()
  const columns = useKeyColumns({
    reveal,
    show,
    edit,
    enable: (keys, on) => void deeds.enable(keys, on),
    remove: (keys) => void deeds.remove(keys),
  })
  const list = useListPage({
    name: 'keys',
    columns,
    rows: all?.filter(filters.matches),
    rowId: (key) => key.id,
    filters,
    openAs: 'key',
    selectable: true,
  })
  const add = (
    <Button variant="primary" icon={<Plus aria-hidden />} onClick={create}>
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
            <CsvButton name="keys" columns={columns} rows={list.rows} />
            {add}
          </>
        }
      />
      <KeyFilters filters={filters} keys={all} aside={list.chooser} />
      <DataTable {...list.tableProps} label={t('title')} query={query} isOff={(key) => !key.enabled} empty={<NoKeys create={add} />} />
      <KeyBulk keys={all?.filter(list.isChosen) ?? []} deeds={deeds} onClear={list.chooseNone} />
      <WhenOpened open={list.openRow !== undefined}>
        <KeySheet apiKey={list.openRow} onEdit={edit} {...list.sheetProps} />
      </WhenOpened>
      {dialogs}
    </>
  )
}

function NoKeys({ create }: { create: ReactNode }) {
  const t = useTranslations('keys')
  return (
    <Empty
      icon={<KeyRound aria-hidden />}
      title={t('emptyTitle')}
      actions={
        <>
          {create}
          <LinkButton href="/applications">{t('applyInstead')}</LinkButton>
          <LinkButton href="/chat">{t('chatFirst')}</LinkButton>
        </>
      }
    >
      {t('emptyBody')}
    </Empty>
  )
}
