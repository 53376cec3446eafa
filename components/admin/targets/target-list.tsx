'use client'
import { useTranslations } from 'next-intl'
import type { UpstreamHealth } from '@/lib/gateway/schema'
import { QueueFacts } from './queue-facts'
import { TargetRow } from './target-row'

/** Shows how each target of an upstream is doing, with what an operator can do about it. */
export function TargetList({ health, locked }: { health: UpstreamHealth; locked: boolean }) {
  const t = useTranslations('adminUpstreams')
  return (
    <section>
      <h3>
        <span>
          <b className="font-semibold text-ink">{t('targets')}</b> {t('targetsMeans')}
        </span>
      </h3>
      <QueueFacts health={health} className="hint mb-2 block" />
      <ul className="divide-y divide-line rounded-(--radius) border border-line text-[13px]">
        {health.targets.map((target) => (
          <TargetRow key={target.target} target={target} name={target.model} locked={locked} drains />
        ))}
      </ul>
    </section>
  )
}
