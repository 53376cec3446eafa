'use client'
import { useTranslations } from 'next-intl'
import { LastErrors } from '@/components/admin/targets/last-errors'
import { TargetList } from '@/components/admin/targets/target-list'
import { stateOf } from '@/components/admin/targets/upstream-state'
import { Sheet } from '@/components/ui/sheet'
import { StatusDot } from '@/components/ui/status-dot'
import type { UpstreamLine } from '@/lib/catalog/upstream-schema'
import type { UpstreamHealth } from '@/lib/gateway/schema'
import { UpstreamForm } from './form/upstream-form'
import { OfferedModels } from './offered/offered-models'
import { UpstreamTest } from './trial/upstream-test'
import { UpstreamFacts } from './upstream-facts'

interface Props {
  upstream: UpstreamLine | undefined
  creating: boolean
  locked: boolean
  health: UpstreamHealth | undefined
  onDirty: (is: boolean) => void
  onClose: () => void
  /** with the id of the row, or null when it is gone */
  onSaved: (id: string | null) => void
  onPrevious?: (() => void) | undefined
  onNext?: (() => void) | undefined
}

/** Shows how its targets do and what went wrong lately, then the steps of setting an upstream up: connection, models, a test. */
export function UpstreamSheet({ upstream, creating, locked, health, onDirty, onClose, onSaved, onPrevious, onNext }: Props) {
  const t = useTranslations('adminUpstreams')
  const state = upstream && stateOf(upstream, health)
  return (
    <Sheet
      wide
      open={creating || upstream !== undefined}
      onOpenChange={(open) => !open && onClose()}
      title={
        <>
          <span className="truncate">{creating ? t('create') : upstream?.name}</span>
          {state && (
            <StatusDot state={state.look} className="font-normal text-[13px]">
              {t(`states.${state.word}`)}
            </StatusDot>
          )}
        </>
      }
      subtitle={upstream ? (upstream.builtin ? t('noNetwork') : upstream.baseUrl) : t('createHint')}
      onPrevious={creating ? undefined : onPrevious}
      onNext={creating ? undefined : onNext}
    >
      {health && health.targets.length > 0 && <TargetList key={`targets ${health.upstream}`} health={health} locked={locked} />}
      {health && <LastErrors key={`errors ${health.upstream}`} targets={health.targets} nameOf={({ model }) => model} />}
      {upstream?.fromFile && locked ? (
        <UpstreamFacts upstream={upstream} />
      ) : (
        (creating || upstream) && (
          <UpstreamForm key={upstream?.id ?? 'new'} upstream={upstream} onDirty={onDirty} onClose={onClose} onSaved={onSaved} />
        )
      )}
      {upstream && (
        <>
          <OfferedModels key={`models ${upstream.id}`} upstream={upstream} />
          <UpstreamTest key={`test ${upstream.id}`} upstream={upstream} />
        </>
      )}
    </Sheet>
  )
}
