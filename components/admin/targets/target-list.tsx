'use client'
import { useTranslations } from 'next-intl'
import { Named } from '@/components/admin/fields/named'
import { SheetSection } from '@/components/ui/sheet'
import type { UpstreamHealth } from '@/lib/gateway/schema'
import { QueueFacts } from './queue-facts'
import { TargetRow, TargetRows } from './target-row'

/** Shows how each target of an upstream is doing, with what an operator can do about it. */
export function TargetList({ health, locked }: { health: UpstreamHealth; locked: boolean }) {
  const t = useTranslations('adminUpstreams')
  return (
    <SheetSection title={<Named name={t('targets')}>{t('targetsMeans')}</Named>}>
      <QueueFacts health={health} className="mb-2 block text-[12.5px]/[19px] text-ink-2" />
      <TargetRows>
        {health.targets.map((target) => (
          <TargetRow key={target.target} target={target} name={target.model} locked={locked} drains />
        ))}
      </TargetRows>
    </SheetSection>
  )
}
