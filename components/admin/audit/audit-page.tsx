'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { ShieldCheck } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { parseAsString, parseAsStringLiteral, useQueryState } from 'nuqs'
import type { Column } from '@/components/data-table/column'
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
import { useSite } from '@/components/ui/site-context'
import { Time } from '@/components/ui/time'
import type { AuditEntry } from '@/lib/audit/schema'
import { auditQuery } from '@/lib/queries/audit'
import { actionText } from './action-text'
import { AuditSheet } from './audit-sheet'

const rooms = ['user', 'wallet', 'codes', 'key', 'upstream', 'model', 'group', 'catalog', 'settings'] as const
const spans = ['day', 'week', 'month'] as const
const hours = { day: 24, week: 168, month: 720 }

/** The time is rounded to the minute, so that rendering the page again repeats the same query. */
const since = (span: (typeof spans)[number]) => new Date(Math.floor(Date.now() / 60_000) * 60_000 - hours[span] * 3_600_000).toISOString()

export function AuditPage() {
  const t = useTranslations('adminAudit')
  const { timeZone } = useSite()
  const [subject, setSubject] = useQueryState('subject', parseAsString.withDefault(''))
  const [room, setRoom] = useQueryState('room', parseAsStringLiteral(rooms))
  const [span, setSpan] = useQueryState('span', parseAsStringLiteral(spans))
  const [openId, setOpenId] = useOpenRow('entry')
  const filter = { action: room && `${room}.`, subject: subject.trim() || null, from: span && since(span) }
  const query = useInfiniteQuery(auditQuery(filter))
  const rows = query.data?.pages.flatMap((page) => page.entries)
  const columns: Column<AuditEntry>[] = [
    { id: 'time', head: t('time'), cell: (row) => <Time value={row.time} look="clock" />, phone: 'meta', csv: (row) => row.time },
    {
      id: 'actor',
      head: t('actor'),
      cell: (row) => row.actor?.username ?? t('system'),
      phone: 'sub',
      csv: (row) => row.actor?.username ?? 'system',
    },
    {
      id: 'action',
      head: t('action'),
      cell: (row) => actionText(t, row.action),
      phone: 'title',
      csv: (row) => row.action,
    },
    {
      id: 'subject',
      head: t('subject'),
      cell: (row) => <span className="break-all font-mono text-[12.5px]">{row.subject ?? '–'}</span>,
      phone: 'more',
      csv: (row) => row.subject,
    },
    { id: 'address', head: t('address'), cell: (row) => row.address ?? '–', drop: 3, optional: true, csv: (row) => row.address },
    {
      id: 'requestId',
      head: t('requestId'),
      cell: (row) => <code>{row.requestId ?? '–'}</code>,
      drop: 1,
      optional: true,
      csv: (row) => row.requestId,
    },
  ]
  const { shown, chooser } = useColumns('audit', columns)
  const opened = neighbours(rows, (row) => row.id, openId, setOpenId)
  return (
    <>
      <PageHead
        title={t('title')}
        description={t('what', { zone: timeZone })}
        actions={<CsvButton name="audit" columns={columns} rows={rows} />}
      />
      <Filters aside={chooser}>
        <SearchField value={subject} onChange={(value) => void setSubject(value)} placeholder={t('search')} />
        <Facet
          label={t('room')}
          options={rooms.map((value) => ({ value, label: t(`rooms.${value}`) }))}
          value={room}
          onChange={(value) => void setRoom(value)}
        />
        <Facet
          label={t('time')}
          options={spans.map((value) => ({ value, label: t(`spans.${value}`) }))}
          value={span}
          onChange={(value) => void setSpan(value)}
        />
      </Filters>
      <DataTable
        label={t('title')}
        dense
        columns={shown}
        rows={rows}
        rowId={(row) => row.id}
        query={query}
        filtered={Object.values(filter).some((value) => value !== null)}
        onClearFilters={() => {
          void setSubject('')
          void setRoom(null)
          void setSpan(null)
        }}
        empty={
          <Empty icon={<ShieldCheck aria-hidden />} title={t('emptyTitle')}>
            {t('emptyBody')}
          </Empty>
        }
        onOpen={(row) => setOpenId(row.id)}
        openId={openId}
      />
      <AuditSheet entry={opened.row} onClose={() => setOpenId(null)} onPrevious={opened.onPrevious} onNext={opened.onNext} />
    </>
  )
}
