'use client'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { Megaphone, Plus } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { DataTable } from '@/components/data-table/data-table'
import { useListPage } from '@/components/data-table/use-list-page'
import { PageHead } from '@/components/layout/page-head'
import { Button } from '@/components/ui/button'
import { useConfirm } from '@/components/ui/confirm'
import { Empty } from '@/components/ui/empty'
import { notify } from '@/components/ui/toast'
import { useDeed } from '@/components/ui/use-deed'
import type { AnnouncementLine } from '@/lib/announcements/schema'
import { announcementLinesQuery, announcementsApi, refreshAnnouncements } from '@/lib/queries/announcements'
import { useAnnouncementColumns } from './announcement-columns'

const AnnouncementDialog = dynamic(() => import('./announcement-dialog').then((parts) => parts.AnnouncementDialog))

export function AnnouncementsPage() {
  const t = useTranslations('adminAnnouncements')
  const query = useInfiniteQuery(announcementLinesQuery)
  const [editing, setEditing] = useState<{ line: AnnouncementLine | undefined }>()
  const remove = useRemoval()
  const columns = useAnnouncementColumns({ onEdit: (line) => setEditing({ line }), onDelete: (line) => void remove(line) })
  const rows = query.data?.pages.flatMap((page) => page.announcements)
  const list = useListPage({ name: 'admin-announcements', columns, rows, rowId: (row) => row.id })
  const create = (
    <Button variant="primary" icon={<Plus aria-hidden />} onClick={() => setEditing({ line: undefined })}>
      {t('create')}
    </Button>
  )
  return (
    <>
      <PageHead title={t('title')} description={t('what')} actions={create} />
      <DataTable
        {...list.tableProps}
        label={t('title')}
        query={query}
        isOff={(row) => row.state === 'ended'}
        onOpen={(line) => setEditing({ line })}
        empty={
          <Empty icon={<Megaphone aria-hidden />} title={t('emptyTitle')} actions={create}>
            {t('emptyBody')}
          </Empty>
        }
      />
      {editing && <AnnouncementDialog key={editing.line?.id ?? 'new'} line={editing.line} onClose={() => setEditing(undefined)} />}
    </>
  )
}

/** Deletes one after a question. */
function useRemoval() {
  const t = useTranslations('adminAnnouncements')
  const client = useQueryClient()
  const confirm = useConfirm()
  const { run } = useDeed(() => refreshAnnouncements(client))
  return async (line: AnnouncementLine) => {
    const sure = await confirm({
      title: t('deleteTitle', { name: line.titleZh }),
      consequences: [t('deleteEffect')],
      action: t('delete'),
    })
    if (sure && (await run(() => announcementsApi.delete(line.id)))) notify.done(t('deleted'))
  }
}
