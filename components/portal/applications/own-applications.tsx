'use client'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { FilePen, Plus } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { DataTable } from '@/components/data-table/data-table'
import { useListPage } from '@/components/data-table/use-list-page'
import { PageHead } from '@/components/layout/page-head'
import { Button } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { Note } from '@/components/ui/note'
import { WhenOpened } from '@/components/ui/when-opened'
import { applicationFormQuery, applicationsQuery } from '@/lib/queries/applications'
import { useApplicationLines } from './application-lines'

const ApplicationSheet = dynamic(() => import('./application-sheet').then((parts) => parts.ApplicationSheet))

export interface Writing {
  write: string
  from?: string
  key?: string
}

export function OwnApplications({ onWrite }: { onWrite: (writing: Writing) => void }) {
  const t = useTranslations('applications')
  const query = useInfiniteQuery(applicationsQuery)
  const barred = useQuery(applicationFormQuery).data?.barred === true
  const list = useListPage({
    name: 'applications',
    columns: useApplicationLines(),
    rows: query.data?.pages.flatMap((page) => page.applications),
    rowId: (row) => row.id,
    openAs: 'open',
  })
  const add = (
    <Button variant="primary" icon={<Plus aria-hidden />} disabled={barred} onClick={() => onWrite({ write: 'new' })}>
      {t('apply')}
    </Button>
  )
  return (
    <>
      <PageHead title={t('title')} description={t('what')} actions={add} />
      {barred && <Note tone="warn">{t('barred')}</Note>}
      <DataTable
        {...list.tableProps}
        label={t('title')}
        query={query}
        empty={
          <Empty icon={<FilePen aria-hidden />} title={t('emptyTitle')} actions={add}>
            {t('emptyBody')}
          </Empty>
        }
      />
      <WhenOpened open={list.openRow !== undefined}>
        {list.openRow && <ApplicationSheet key={list.openRow.id} application={list.openRow} onWrite={onWrite} {...list.sheetProps} />}
      </WhenOpened>
    </>
  )
}
