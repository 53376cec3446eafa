'use client'
import { useQuery } from '@tanstack/react-query'
import { Boxes, Plus } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { CsvButton } from '@/components/data-table/csv-button'
import { DataTable } from '@/components/data-table/data-table'
import { Facet } from '@/components/data-table/facet'
import { Filters } from '@/components/data-table/filters'
import { neighbours } from '@/components/data-table/neighbours'
import { SearchField, useSearch } from '@/components/data-table/search-field'
import { useColumns } from '@/components/data-table/use-columns'
import { useDiscardGuard } from '@/components/form/use-discard-guard'
import { PageHead } from '@/components/layout/page-head'
import { Button, LinkButton } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { currencySymbol } from '@/components/ui/format-money'
import { useSite } from '@/components/ui/site-context'
import { adminModelsQuery } from '@/lib/queries/admin-models'
import { upstreamsQuery } from '@/lib/queries/upstreams'
import { modelColumns, modelState, modelStates } from './model-columns'
import { ModelSheet } from './model-sheet'

const choices = (values: readonly (string | null)[]) =>
  [...new Set(values.filter((value) => value !== null))].sort().map((value) => ({ value, label: value }))

/** `locked` means that a catalog file is in force, so that its rows can only be looked at. */
export function ModelsPage({ locked }: { locked: boolean }) {
  const t = useTranslations('adminModels')
  const format = useFormatter()
  const { currency } = useSite()
  const { guard, onDirty } = useDiscardGuard()
  const [q, setQ] = useSearch()
  const [provider, setProvider] = useQueryState('provider')
  const [upstream, setUpstream] = useQueryState('upstream')
  const [state, setState] = useQueryState('state', parseAsStringLiteral(modelStates))
  const [openId, setOpenId] = useQueryState('model')
  const [creating, setCreating] = useQueryState('create')
  const query = useQuery(adminModelsQuery)
  const upstreams = useQuery(upstreamsQuery).data?.upstreams ?? []
  const all = query.data?.models
  const words = q.trim().toLowerCase()
  const rows = all?.filter(
    (row) =>
      [row.id, row.name, ...row.aliases].join('\n').toLowerCase().includes(words) &&
      (provider === null || row.provider === provider) &&
      (upstream === null || row.targets.some((target) => target.upstream === upstream)) &&
      (state === null || modelState(row) === state),
  )
  const open = (id: string | null) =>
    void guard(() => {
      void setCreating(null)
      void setOpenId(id)
    })
  const create = () =>
    void guard(() => {
      void setOpenId(null)
      void setCreating('1')
    })
  const columns = modelColumns(t, format, currencySymbol(currency))
  const { shown, chooser } = useColumns('admin-models', columns)
  const { onPrevious, onNext } = neighbours(rows, (row) => row.id, openId, open)
  return (
    <>
      <PageHead
        title={t('title')}
        count={all && t('count', { count: all.length })}
        description={t('what')}
        actions={
          <>
            <CsvButton name="models" columns={columns} rows={rows} />
            <Button variant="primary" icon={<Plus aria-hidden />} onClick={create}>
              {t('create')}
            </Button>
          </>
        }
      />
      <Filters aside={chooser}>
        <SearchField value={q} onChange={(value) => void setQ(value)} placeholder={t('search')} />
        <Facet
          label={t('state')}
          options={modelStates.map((value) => ({ value, label: t(`states.${value}`) }))}
          value={state}
          onChange={(value) => void setState(value)}
        />
        <Facet
          label={t('provider')}
          options={choices(all?.map((row) => row.provider) ?? [])}
          value={provider}
          onChange={(value) => void setProvider(value)}
        />
        <Facet
          label={t('upstream')}
          options={choices(upstreams.map((one) => one.name))}
          value={upstream}
          onChange={(value) => void setUpstream(value)}
        />
      </Filters>
      <DataTable
        label={t('title')}
        columns={shown}
        rows={rows}
        rowId={(row) => row.id}
        query={query}
        isOff={(row) => !row.enabled}
        filtered={words !== '' || provider !== null || upstream !== null || state !== null}
        onClearFilters={() => {
          void setQ('')
          void setProvider(null)
          void setUpstream(null)
          void setState(null)
        }}
        empty={
          <Empty
            icon={<Boxes aria-hidden />}
            title={t('emptyTitle')}
            actions={
              <LinkButton variant="primary" href="/admin/upstreams">
                {t('toUpstreams')}
              </LinkButton>
            }
          >
            {t('emptyBody')}
          </Empty>
        }
        onOpen={(row) => open(row.id)}
        openId={openId}
      />
      <ModelSheet
        model={all?.find((row) => row.id === openId)}
        creating={creating !== null}
        locked={locked}
        onDirty={onDirty}
        onClose={() => open(null)}
        onSaved={(id) => {
          void setCreating(null)
          void setOpenId(id)
        }}
        onPrevious={onPrevious}
        onNext={onNext}
      />
    </>
  )
}
