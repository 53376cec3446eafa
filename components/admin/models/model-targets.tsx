'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Named } from '@/components/admin/fields/named'
import { LastErrors } from '@/components/admin/targets/last-errors'
import { ProcessNote } from '@/components/admin/targets/process-note'
import { QueueFacts } from '@/components/admin/targets/queue-facts'
import { TargetRow, TargetRows } from '@/components/admin/targets/target-row'
import { SheetSection } from '@/components/ui/sheet'
import { healthQuery } from '@/lib/queries/upstreams'

/** How the targets of one model are doing at their upstreams. Each name leads to its upstream, where it can be tested. */
export function ModelTargets({ id }: { id: string }) {
  const t = useTranslations('adminUpstreams')
  const upstreams = useQuery(healthQuery).data?.upstreams ?? []
  const lines = upstreams.flatMap((health) =>
    health.targets.filter(({ model }) => model === id).map((target) => ({ health, target, name: health.name })),
  )
  if (lines.length === 0) return null
  return (
    <>
      <SheetSection title={<Named name={t('health')}>{t('targetsMeans')}</Named>}>
        <ProcessNote />
        <TargetRows>
          {lines.map(({ health, target, name }) => (
            <TargetRow
              key={target.target}
              target={target}
              name={name}
              title={
                <>
                  <Link href={`/admin/upstreams?upstream=${health.upstream}`} className="hover:text-accent-text">
                    {name}
                  </Link>{' '}
                  <QueueFacts health={health} className="font-normal text-[12px] text-ink-2" />
                </>
              }
              locked
              drains={false}
            />
          ))}
        </TargetRows>
      </SheetSection>
      <LastErrors
        targets={lines.map(({ target }) => target)}
        nameOf={({ upstream }) => lines.find(({ health }) => health.upstream === upstream)?.name ?? ''}
      />
    </>
  )
}
