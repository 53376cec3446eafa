'use client'
import { useMutation, useQuery } from '@tanstack/react-query'
import { RefreshCw } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Named } from '@/components/admin/fields/named'
import { useUpstreamErrorText } from '@/components/admin/targets/upstream-error'
import { Button } from '@/components/ui/button'
import { FieldError } from '@/components/ui/field-error'
import { Hint } from '@/components/ui/hint'
import { Note } from '@/components/ui/note'
import { SheetSection } from '@/components/ui/sheet'
import type { UpstreamLine } from '@/lib/catalog/upstream-schema'
import { adminModelsQuery } from '@/lib/queries/admin-models'
import { upstreamsApi } from '@/lib/queries/upstreams'
import { OfferedList } from './offered-list'
import { type Picks, usePicks } from './use-picks'

/** Lists the upstream's models. A ticked one becomes a model with a target here; one that exists already only gets a target. */
export function OfferedModels({ upstream }: { upstream: UpstreamLine }) {
  const t = useTranslations('adminUpstreams')
  const upstreamText = useUpstreamErrorText()
  const models = useQuery(adminModelsQuery).data?.models ?? []
  const offered = useMutation({ mutationFn: () => upstreamsApi.offeredModels({ id: upstream.id }) })
  const picks = usePicks(upstream.name, models)
  const names = offered.data?.models.map(({ id }) => id) ?? []
  const used = new Map(
    models.flatMap((model) =>
      model.targets.filter((target) => target.upstream === upstream.name).map((target) => [target.upstreamModel, model.id] as const),
    ),
  )
  return (
    <SheetSection
      title={
        <>
          <Named name={t('models')}>
            {offered.data ? t('offers', { count: names.length, used: used.size }) : t('usedHere', { count: upstream.models.length })}
          </Named>
          <span className="ml-auto">
            <Button size="s" icon={<RefreshCw aria-hidden />} busy={offered.isPending} onClick={() => offered.mutate()}>
              {t(offered.data ? 'fetchAgain' : 'fetch')}
            </Button>
          </span>
        </>
      }
    >
      {offered.isError && <Note tone="bad">{upstreamText(offered.error)}</Note>}
      {offered.data && names.length === 0 && <Hint>{t('offersNone')}</Hint>}
      {!offered.data && upstream.models.length > 0 && <Hint className="break-words">{upstream.models.join(' · ')}</Hint>}
      {names.length > 0 && <OfferedList names={names} used={used} picks={picks} />}
      {picks.picks.size > 0 && <AddPicked picks={picks} />}
    </SheetSection>
  )
}

function AddPicked({ picks: { picks, tried, wrong, busy, add } }: { picks: Picks }) {
  const t = useTranslations('adminUpstreams')
  return (
    <div className="mt-3 flex flex-wrap items-center gap-3">
      <div className="flex-1">
        {tried && wrong.length > 0 && <FieldError role="alert">{t('priceMissing', { names: wrong.join(', ') })}</FieldError>}
      </div>
      <Button variant="primary" busy={busy} onClick={() => void add()}>
        {t('add', { count: picks.size })}
      </Button>
    </div>
  )
}
