'use client'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { ScrollText } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { parseAsString, parseAsStringLiteral, useQueryState } from 'nuqs'
import { DataTable } from '@/components/data-table/data-table'
import { Facet } from '@/components/data-table/facet'
import { Filters } from '@/components/data-table/filters'
import { SearchField } from '@/components/data-table/search-field'
import { useColumns } from '@/components/data-table/use-columns'
import { PageHead } from '@/components/layout/page-head'
import { useSite } from '@/components/layout/site-context'
import { LinkButton } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { keysQuery } from '@/lib/queries/keys'
import { modelsQuery } from '@/lib/queries/models'
import { recordsQuery, type Scope } from '@/lib/queries/usage'
import { recordColumns } from './record-columns'
import { RecordSheet } from './record-sheet'
import { spanFrom, spans } from './spans'

const states = ['ok', 'failed', 'running'] as const

export function LogsPage({ scope }: { scope: Scope }) {
  const t = useTranslations('logs')
  const format = useFormatter()
  const { timeZone } = useSite()
  const [requestId, setRequestId] = useQueryState('id', parseAsString.withDefault(''))
  const [model, setModel] = useQueryState('model')
  const [status, setStatus] = useQueryState('status', parseAsStringLiteral(states))
  const [span, setSpan] = useQueryState('span', parseAsStringLiteral(spans))
  const [keyId, setKeyId] = useQueryState('keyId')
  const [open, setOpen] = useQueryState('call')
  const models = useQuery({ ...modelsQuery, placeholderData: keepPreviousData })
  const keys = useInfiniteQuery({ ...keysQuery, enabled: scope === 'own' })
  const filter = { requestId: requestId.trim() || null, model, status, keyId, from: span && spanFrom(span) }
  const query = useInfiniteQuery(recordsQuery(scope, filter))
  const rows = query.data?.pages.flatMap((page) => page.records)
  const { shown, chooser } = useColumns(`logs-${scope}`, recordColumns(t, format))
  const filtered = Object.values(filter).some((value) => value !== null)
  const clear = () => {
    void setRequestId('')
    void setModel(null)
    void setStatus(null)
    void setKeyId(null)
    void setSpan(null)
  }
  const at = rows?.findIndex((row) => row.id === open) ?? -1
  const step = (by: number) => {
    const next = rows?.[at + by]
    return at >= 0 && next ? () => void setOpen(next.id) : undefined
  }
  return (
    <>
      <PageHead
        title={scope === 'own' ? t('title') : t('titleAll')}
        description={t('what', { zone: timeZone })}
        actions={
          scope === 'own' && (
            <LinkButton href="/api/usage?format=csv" prefetch={false}>
              {t('csv')}
            </LinkButton>
          )
        }
      />
      <Filters aside={chooser}>
        <SearchField value={requestId} onChange={setRequestId} placeholder={t('requestId')} />
        <Facet label={t('time')} options={spans.map((value) => ({ value, label: t(`span.${value}`) }))} value={span} onChange={setSpan} />
        <Facet
          label={t('model')}
          options={(models.data?.models ?? []).map(({ id }) => ({ value: id, label: id }))}
          value={model}
          onChange={setModel}
        />
        <Facet
          label={t('status')}
          options={states.map((value) => ({ value, label: t(`state.${value}`) }))}
          value={status}
          onChange={setStatus}
        />
        {scope === 'own' && (
          <Facet
            label={t('key')}
            options={(keys.data?.pages ?? []).flatMap((page) => page.keys).map(({ id, name }) => ({ value: id, label: name }))}
            value={keyId}
            onChange={setKeyId}
          />
        )}
      </Filters>
      <DataTable
        label={t('title')}
        dense
        columns={shown}
        rows={rows}
        rowId={(row) => row.id}
        query={query}
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
        onOpen={(row) => void setOpen(row.id)}
        openId={open ?? undefined}
      />
      <RecordSheet scope={scope} id={open} onClose={() => void setOpen(null)} onPrevious={step(-1)} onNext={step(1)} />
    </>
  )
}
