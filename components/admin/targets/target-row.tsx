'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Power, RotateCcw } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useErrorText } from '@/components/ui/error-text'
import { Menu, MenuItem } from '@/components/ui/menu'
import { Time } from '@/components/ui/time'
import { notify } from '@/components/ui/toast'
import type { TargetHealth } from '@/lib/gateway/schema'
import { adminModelsQuery, modelsApi, sentTargets } from '@/lib/queries/admin-models'
import { refreshCatalog, upstreamsApi } from '@/lib/queries/upstreams'
import { TargetState } from './target-state'

interface Props {
  target: TargetHealth
  /** what tells it from its neighbours: the model in the list of an upstream, the upstream in that of a model */
  name: string
  title?: ReactNode
  locked: boolean
  /** false where a form beside it has the same switch */
  drains: boolean
}

/** How one target is doing, with what an operator can do about it. */
export function TargetRow({ target, name, title = name, locked, drains }: Props) {
  return (
    <li className="flex items-center gap-3 py-2 pr-1.5 pl-3">
      <div className="min-w-0 flex-1">
        <p className="flex min-w-0 flex-wrap items-center gap-x-3">
          <b className="truncate font-medium">{title}</b>
          <TargetState target={target} />
        </p>
        <LastHour target={target} />
      </div>
      <TargetMenu target={target} name={name} locked={locked} drains={drains} />
    </li>
  )
}

function LastHour({ target: { upstreamModel, model, lastHour, lastSuccess } }: { target: TargetHealth }) {
  const t = useTranslations('adminUpstreams')
  const format = useFormatter()
  const { served, failed, medianMs } = lastHour
  const count = served + failed
  return (
    <small className="block text-[12px] text-ink-2 leading-[18px]">
      {upstreamModel !== model && <span className="block truncate font-mono">{upstreamModel}</span>}
      {count === 0
        ? t('noAttempts')
        : t('servedShare', { count, share: format.number(served / count, { style: 'percent', maximumFractionDigits: 1 }) })}
      {medianMs !== null && ` · p50 ${format.number(medianMs)} ms`}
      {lastSuccess !== null && (
        <>
          {' · '}
          <span className="whitespace-nowrap">
            {t('lastSuccess')} <Time value={lastSuccess} />
          </span>
        </>
      )}
    </small>
  )
}

function TargetMenu({ target: { target: id, model, state }, name, locked, drains }: Omit<Props, 'title'>) {
  const t = useTranslations('adminUpstreams')
  const tc = useTranslations('common')
  const client = useQueryClient()
  const errorText = useErrorText()
  const line = useQuery(adminModelsQuery).data?.models.find((each) => each.id === model)
  const enabled = line?.targets.find((each) => each.id === id)?.enabled ?? state !== 'off'
  const attempt = async (work: () => Promise<unknown>, done: () => void) => {
    try {
      await work()
      await refreshCatalog(client)
      done()
    } catch (error) {
      notify.fail(errorText(error))
    }
  }
  const toggle = (on: boolean) =>
    attempt(
      async () => {
        // What another operator changed meanwhile must stay.
        const { models } = await client.fetchQuery({ ...adminModelsQuery, staleTime: 0 })
        const targets = models.find((each) => each.id === model)?.targets ?? []
        await modelsApi.change(model, { targets: sentTargets(targets.map((each) => (each.id === id ? { ...each, enabled: on } : each))) })
      },
      () => notify.done(t(on ? 'targetOn' : 'targetOff', { model }), { label: tc('undo'), run: () => void toggle(!on) }),
    )
  const reset = () =>
    attempt(
      () => upstreamsApi.resetTarget(id),
      () => notify.done(t('resetDone', { model: name })),
    )
  return (
    <Menu label={t('actionsFor', { name })}>
      <MenuItem icon={<RotateCcw aria-hidden />} onSelect={() => void reset()}>
        {t('reset')}
      </MenuItem>
      {drains && (
        <MenuItem icon={<Power aria-hidden />} disabled={!line || (line.fromFile && locked)} onSelect={() => void toggle(!enabled)}>
          {t(enabled ? 'drain' : 'enable')}
        </MenuItem>
      )}
    </Menu>
  )
}
