'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { KeyRound, Plus } from 'lucide-react'
import { useNow, useTranslations } from 'next-intl'
import { parseAsString, parseAsStringLiteral, useQueryState } from 'nuqs'
import { useState } from 'react'
import { BulkBar } from '@/components/data-table/bulk-bar'
import { CsvButton } from '@/components/data-table/csv-button'
import { DataTable } from '@/components/data-table/data-table'
import { Facet } from '@/components/data-table/facet'
import { Filters } from '@/components/data-table/filters'
import { neighbours } from '@/components/data-table/neighbours'
import { SearchField, useSearch } from '@/components/data-table/search-field'
import { useColumns } from '@/components/data-table/use-columns'
import { useOpenRow } from '@/components/data-table/use-open-row'
import { PageHead } from '@/components/layout/page-head'
import { useReveal } from '@/components/shared/keys/use-reveal'
import { Button, LinkButton } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { currencySymbol } from '@/components/ui/format-money'
import { useSite } from '@/components/ui/site-context'
import type { NewKey, ShownKey } from '@/lib/keys/schema'
import { keysQuery } from '@/lib/queries/keys'
import { CreateDialog } from './form/create-dialog'
import { EditDialog } from './form/edit-dialog'
import { useKeyColumns } from './key-columns'
import { KeySheet } from './key-sheet'
import { keyState, keyStates } from './key-state'
import { SecretDialog } from './secret/secret-dialog'
import { useKeyDeeds } from './use-key-deeds'

export function KeysPage() {
  const t = useTranslations('keys')
  const now = useNow().getTime()
  const { currency } = useSite()
  const [q, setQ] = useSearch()
  const [state, setState] = useQueryState('state', parseAsStringLiteral(keyStates))
  const [model, setModel] = useQueryState('model', parseAsString)
  const [creating, setCreating] = useQueryState('create', parseAsStringLiteral(['1']))
  const [openId, setOpenId] = useOpenRow('key')
  const [editing, setEditing] = useState<ShownKey>()
  const [shownKeys, setShownKeys] = useState<{ keys: NewKey[]; fresh: boolean }>()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const query = useInfiniteQuery(keysQuery)
  const { reveal, dialog } = useReveal()
  const { enable, remove } = useKeyDeeds()

  const all = query.data?.pages.flatMap((page) => page.keys)
  const words = q.trim().toLowerCase()
  const rows = all?.filter(
    (key) =>
      (words === '' || key.name.toLowerCase().includes(words) || key.preview.toLowerCase().includes(words)) &&
      (state === null || keyState(key, now) === state) &&
      (model === null || key.models === null || key.models.includes(model)),
  )
  const filtered = words !== '' || state !== null || model !== null
  const show = (key: ShownKey) =>
    reveal(key.id).then(
      (secret) => setShownKeys({ keys: [{ ...key, secret }], fresh: false }),
      () => undefined,
    )
  const columns = useKeyColumns(
    {
      reveal,
      show: (key) => void show(key),
      edit: setEditing,
      enable: (keys, on) => void enable(keys, on),
      remove: (keys) => void remove(keys),
    },
    currencySymbol(currency),
  )
  const { shown, chooser } = useColumns('keys', columns)
  const opened = neighbours(rows, (key) => key.id, openId, setOpenId)
  const selected = all?.filter((key) => chosen.has(key.id)) ?? []
  const selection = { ids: chosen, onChange: setChosen }
  const named = [...new Set(all?.flatMap((key) => key.models ?? []))].sort()
  const create = (
    <Button variant="primary" icon={<Plus aria-hidden />} onClick={() => void setCreating('1')}>
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
            <CsvButton name="keys" columns={columns} rows={rows} />
            {create}
          </>
        }
      />
      <Filters aside={chooser}>
        <SearchField value={q} onChange={(next) => void setQ(next || null)} placeholder={t('search')} />
        <Facet
          label={t('state')}
          value={state}
          onChange={(next) => void setState(next)}
          options={keyStates.map((one) => ({ value: one, label: t(`states.${one}`) }))}
        />
        {named.length > 0 && (
          <Facet
            label={t('model')}
            value={model}
            onChange={(next) => void setModel(next)}
            options={named.map((one) => ({ value: one, label: one }))}
          />
        )}
      </Filters>
      <DataTable
        label={t('title')}
        columns={shown}
        rows={rows}
        rowId={(key) => key.id}
        query={query}
        filtered={filtered}
        onClearFilters={() => void Promise.all([setQ(null), setState(null), setModel(null)])}
        isOff={(key) => !key.enabled}
        onOpen={(key) => setOpenId(key.id)}
        openId={openId}
        selection={selection}
        empty={
          <Empty
            icon={<KeyRound aria-hidden />}
            title={t('emptyTitle')}
            actions={
              <>
                {create}
                <LinkButton href="/chat">{t('chatFirst')}</LinkButton>
              </>
            }
          >
            {t('emptyBody')}
          </Empty>
        }
      />
      <BulkBar selection={selection}>
        <Button size="s" onClick={() => void enable(selected, false)}>
          {t('disable')}
        </Button>
        <Button size="s" onClick={() => void enable(selected, true)}>
          {t('enable')}
        </Button>
        <Button size="s" variant="danger" onClick={() => void remove(selected).then((done) => done && setChosen(new Set()))}>
          {t('delete')}
        </Button>
      </BulkBar>
      <KeySheet
        apiKey={opened.row}
        onClose={() => setOpenId(null)}
        onEdit={setEditing}
        onPrevious={opened.onPrevious}
        onNext={opened.onNext}
      />
      {creating && (
        <CreateDialog
          onClose={() => void setCreating(null)}
          onCreated={(keys) => {
            void setCreating(null)
            setShownKeys({ keys, fresh: true })
          }}
        />
      )}
      {editing && <EditDialog key={editing.id} apiKey={editing} onClose={() => setEditing(undefined)} />}
      {shownKeys && (
        <SecretDialog
          {...shownKeys}
          onClose={() => setShownKeys(undefined)}
          onAnother={
            shownKeys.fresh
              ? () => {
                  setShownKeys(undefined)
                  void setCreating('1')
                }
              : undefined
          }
        />
      )}
      {dialog}
    </>
  )
}
