'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { RefreshCw } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useUpstreamErrorText } from '@/components/admin/targets/upstream-error'
import { LongList } from '@/components/data-table/long-list'
import { Button } from '@/components/ui/button'
import { useErrorText } from '@/components/ui/error-text'
import { currencySymbol } from '@/components/ui/format-money'
import { Input } from '@/components/ui/input'
import { Note } from '@/components/ui/note'
import { useSite } from '@/components/ui/site-context'
import { notify } from '@/components/ui/toast'
import type { UpstreamLine } from '@/lib/catalog/upstream-schema'
import { adminModelsQuery, modelsApi, sentTargets } from '@/lib/queries/admin-models'
import { refreshCatalog, upstreamsApi } from '@/lib/queries/upstreams'
import { OfferedRow } from './offered-row'
import { type Pick, pickProblem } from './pick'

/** Lists the upstream's models. A ticked one becomes a model with a target here; one that exists already only gets a target. */
export function OfferedModels({ upstream }: { upstream: UpstreamLine }) {
  const t = useTranslations('adminUpstreams')
  const client = useQueryClient()
  const upstreamText = useUpstreamErrorText()
  const errorText = useErrorText()
  const { currency } = useSite()
  const models = useQuery(adminModelsQuery).data?.models ?? []
  const offered = useMutation({ mutationFn: () => upstreamsApi.offeredModels({ id: upstream.id }) })
  const [picks, setPicks] = useState<ReadonlyMap<string, Pick>>(new Map())
  const [failed, setFailed] = useState<ReadonlyMap<string, string>>(new Map())
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [search, setSearch] = useState('')
  const names = offered.data?.models.map(({ id }) => id) ?? []
  const used = new Map(
    models.flatMap((model) =>
      model.targets.filter((target) => target.upstream === upstream.name).map((target) => [target.upstreamModel, model.id] as const),
    ),
  )
  const shown = names.filter((name) => name.toLowerCase().includes(search.trim().toLowerCase()))
  const pick = (name: string, next: Pick | undefined) => {
    const changed = new Map(picks)
    if (next) changed.set(name, next)
    else changed.delete(name)
    setPicks(changed)
  }
  const known = new Set(models.map(({ id }) => id))
  const wrong = [...picks].filter(([, one]) => pickProblem(one, known) !== undefined)
  const add = async () => {
    setTried(true)
    if (wrong.length > 0 || busy) return
    setBusy(true)
    const left = new Map(picks)
    const failures = new Map<string, string>()
    for (const [upstreamModel, one] of picks) {
      const target = { upstream: upstream.name, upstreamModel }
      const model = models.find(({ id }) => id === one.id)
      try {
        if (model) await modelsApi.change(model.id, { targets: [...sentTargets(model.targets), target] })
        else await modelsApi.create({ id: one.id, price: { input: one.input, output: one.output }, targets: [target] })
        left.delete(upstreamModel)
      } catch (error) {
        failures.set(upstreamModel, errorText(error))
      }
    }
    await refreshCatalog(client)
    setPicks(left)
    setFailed(failures)
    setTried(failures.size > 0)
    setBusy(false)
    if (left.size < picks.size) notify.done(t('added', { count: picks.size - left.size }))
  }
  return (
    <section>
      <h3>
        <span>
          <b className="font-semibold text-ink">{t('models')}</b>{' '}
          {offered.data ? t('offers', { count: names.length, used: used.size }) : t('usedHere', { count: upstream.models.length })}
        </span>
        <span className="ml-auto">
          <Button size="s" icon={<RefreshCw aria-hidden />} busy={offered.isPending} onClick={() => offered.mutate()}>
            {t(offered.data ? 'fetchAgain' : 'fetch')}
          </Button>
        </span>
      </h3>
      {offered.isError && <Note tone="bad">{upstreamText(offered.error)}</Note>}
      {offered.data && names.length === 0 && <p className="hint">{t('offersNone')}</p>}
      {!offered.data && upstream.models.length > 0 && <p className="hint break-words">{upstream.models.join(' · ')}</p>}
      {names.length > 8 && (
        <Input
          className="mb-2"
          aria-label={t('searchOffered')}
          placeholder={t('searchOffered')}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      )}
      {names.length > 0 && (
        <div className="offered">
          <div className="offered-head" aria-hidden>
            <span>{t('upstreamModel')}</span>
            <span>{t('priceIn', { symbol: currencySymbol(currency) })}</span>
            <span>{t('priceOut', { symbol: currencySymbol(currency) })}</span>
          </div>
          <LongList ids={shown}>
            {(name, place) => (
              <OfferedRow
                key={name}
                name={name}
                usedBy={used.get(name)}
                known={known}
                pick={picks.get(name)}
                onPick={(next) => pick(name, next)}
                tried={tried}
                failure={failed.get(name)}
                place={place}
              />
            )}
          </LongList>
        </div>
      )}
      {picks.size > 0 && (
        <div className="mt-3 flex flex-wrap items-center gap-3">
          <p className="error flex-1" role="alert">
            {tried && wrong.length > 0 && t('priceMissing', { names: wrong.map(([name]) => name).join(', ') })}
          </p>
          <Button variant="primary" busy={busy} onClick={() => void add()}>
            {t('add', { count: picks.size })}
          </Button>
        </div>
      )}
    </section>
  )
}
