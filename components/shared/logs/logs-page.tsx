'use client'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Download, ScrollText } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { parseAsIsoDateTime, parseAsString, parseAsStringLiteral, useQueryState, useQueryStates } from 'nuqs'
import { DataTable } from '@/components/data-table/data-table'
import { Facet } from '@/components/data-table/facet'
import { Filters } from '@/components/data-table/filters'
import { neighbours } from '@/components/data-table/neighbours'
import { SearchField } from '@/components/data-table/search-field'
import { useColumns } from '@/components/data-table/use-columns'
import { useOpenRow } from '@/components/data-table/use-open-row'
import { PageHead } from '@/components/layout/page-head'
import { LinkButton } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { useSite } from '@/components/ui/site-context'
import { keysQuery } from '@/lib/queries/keys'
import { modelsQuery } from '@/lib/queries/models'
import { recordsQuery, type Scope } from '@/lib/queries/usage'
import { statusFilters } from '@/lib/usage/names'
import type { Brush } from './bins'
import { CallsOverTime } from './calls-over-time'
import { useRecordColumns } from './record-columns'
import { RecordSheet } from './record-sheet'
import { type Span, spanFrom, spans } from './spans'

/** The file contains the rows that the list shows. */
function csvHref(filter: Record<string, string | null>): string {
  const given = Object.entries(filter).flatMap(([name, value]) => (value === null ? [] : [[name, value]]))
  return `/api/usage?${new URLSearchParams([['format', 'csv'], ...given])}`
}

export function LogsPage({ scope }: { scope: Scope }) {
  const t = useTranslations('logs')
  const { timeZone } = useSite()
  const [requestId, setRequestId] = useQueryState('id', parseAsString.withDefault(''))
  const [model, setModel] = useQueryState('model')
  const [status, setStatus] = useQueryState('status', parseAsStringLiteral(statusFilters))
  const [span, setSpan] = useQueryState('span', parseAsStringLiteral(spans))
  const [{ from, to }, setBrush] = useQueryStates({ from: parseAsIsoDateTime, to: parseAsIsoDateTime })
  const brush: Brush | null = from && to && from < to ? { from, to } : null
  const [userId, setUserId] = useQueryState('userId')
  const [keyId, setKeyId] = useQueryState('keyId')
  const [tag, setTag] = useQueryState('tag')
  const [openId, setOpenId] = useOpenRow('call')
  const models = useQuery({ ...modelsQuery, placeholderData: keepPreviousData })
  const keys = useInfiniteQuery({ ...keysQuery, enabled: scope === 'own' })
  const filter = {
    requestId: requestId.trim() || null,
    model,
    status,
    keyId,
    tag,
    userId: scope === 'all' ? userId : null,
    from: brush ? brush.from.toISOString() : span && spanFrom(span),
    to: brush ? brush.to.toISOString() : null,
  }
  const query = useInfiniteQuery(recordsQuery(scope, filter))
  const rows = query.data?.pages.flatMap((page) => page.records)
  const { shown, chooser } = useColumns(`logs-${scope}`, useRecordColumns(scope))
  const filtered = Object.values(filter).some((value) => value !== null)
  const clear = () => {
    void setRequestId('')
    void setModel(null)
    void setStatus(null)
    void setKeyId(null)
    void setTag(null)
    void setUserId(null)
    void setSpan(null)
    void setBrush(null)
  }
  const chooseSpan = (next: Span | null) => {
    void setBrush(null)
    void setSpan(next)
  }
  const { onPrevious, onNext } = neighbours(rows, (row) => row.id, openId, setOpenId)
  return (
    <>
      <PageHead
        title={scope === 'own' ? t('title') : t('titleAll')}
        description={t('what', { zone: timeZone })}
        actions={
          scope === 'own' && (
            <LinkButton href={csvHref(filter)} prefetch={false} icon={<Download aria-hidden />} className="phone:hidden">
              {t('csv')}
            </LinkButton>
          )
        }
      />
      <Filters aside={chooser}>
        <SearchField value={requestId} onChange={setRequestId} placeholder={t('requestId')} />
        <Facet
          label={t('time')}
          options={spans.map((value) => ({ value, label: t(`span.${value}`) }))}
          value={span}
          onChange={chooseSpan}
        />
        <Facet
          label={t('model')}
          options={(models.data?.models ?? []).map(({ id }) => ({ value: id, label: id }))}
          value={model}
          onChange={setModel}
        />
        <Facet
          label={t('status')}
          options={statusFilters.map((value) => ({ value, label: t(`state.${value}`) }))}
          value={status}
          onChange={setStatus}
        />
        {tag !== null && <Facet label={t('tag')} options={[{ value: tag, label: tag }]} value={tag} onChange={setTag} />}
        {scope === 'all' && userId !== null && (
          <Facet
            label={t('user')}
            options={[{ value: userId, label: rows?.[0]?.user?.name ?? `#${userId}` }]}
            value={userId}
            onChange={setUserId}
          />
        )}
        {scope === 'own' && (
          <Facet
            label={t('key')}
            options={(keys.data?.pages ?? []).flatMap((page) => page.keys).map(({ id, name }) => ({ value: id, label: name }))}
            value={keyId}
            onChange={setKeyId}
          />
        )}
      </Filters>
      {(rows?.length !== 0 || filtered) && filter.userId === null && tag === null && (
        <CallsOverTime
          scope={scope}
          span={span}
          model={model}
          status={status}
          keyId={keyId}
          brush={brush}
          onBrush={(next) => void setBrush(next ?? { from: null, to: null })}
        />
      )}
      <DataTable
        label={t('title')}
        dense
        columns={shown}
        rows={rows}
        rowId={(row) => row.id}
        query={query}
        lookedBackTo={query.data?.pages.at(-1)?.lookedBackTo}
        filtered={filtered}
        onClearFilters={clear}
        empty={
          <Empty
            icon={<ScrollText aria-hidden />}
            title={t('emptyTitle')}
            actions={
              <LinkButton href="/chat" variant="primary">
                {t('tryChat')}
              </LinkButton>
            }
          >
            {t('emptyBody')}
          </Empty>
        }
        onOpen={(row) => setOpenId(row.id)}
        openId={openId}
      />
      <RecordSheet scope={scope} id={openId} onClose={() => setOpenId(null)} onPrevious={onPrevious} onNext={onNext} />
    </>
  )
}
