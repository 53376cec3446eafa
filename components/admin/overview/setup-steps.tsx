'use client'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Check } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Bar } from '@/components/ui/bar'
import { LinkButton } from '@/components/ui/button'
import { adminModelsQuery } from '@/lib/queries/admin-models'
import { batchesQuery } from '@/lib/queries/codes'
import { upstreamsQuery } from '@/lib/queries/upstreams'

/**
 * Lists what a fresh installation still lacks. Each step is ticked by what the server has, and the list disappears when nothing is left.
 */
export function SetupSteps() {
  const t = useTranslations('adminHome')
  const upstreams = useQuery(upstreamsQuery).data?.upstreams
  const models = useQuery(adminModelsQuery).data?.models
  const batches = useInfiniteQuery(batchesQuery).data?.pages[0]?.batches
  if (!upstreams || !models || !batches) return null
  const real = upstreams.filter(({ builtin }) => !builtin)
  const names = new Set(real.map(({ name }) => name))
  const served = models.filter(({ targets }) => targets.some(({ upstream }) => names.has(upstream)))
  const steps = [
    { id: 'upstream', done: real.length > 0, href: '/admin/upstreams?upstream=new' },
    {
      id: 'price',
      done: served.length > 0 && served.every(({ price }) => Object.keys(price).length > 0),
      href: real[0] ? `/admin/upstreams?upstream=${real[0].id}` : '/admin/models',
    },
    { id: 'codes', done: batches.length > 0, href: '/admin/codes' },
  ] as const
  const done = steps.filter((step) => step.done).length
  if (done === steps.length) return null
  const next = steps.find((step) => !step.done)?.id
  return (
    <section className="card" aria-label={t('setup')}>
      <div className="card-head">
        <h2>{t('setup')}</h2>
        <span className="text-[13px] text-ink-2">{t('stepsDone', { done, all: steps.length })}</span>
        <Bar part={done / steps.length} className="ml-auto w-16" />
      </div>
      <ol className="admin-steps">
        {steps.map((step, index) => (
          <li key={step.id} data-done={step.done}>
            <i aria-hidden>{step.done ? <Check /> : index + 1}</i>
            <div className="min-w-0">
              <b>{t(`step.${step.id}`)}</b>
              <small>{step.done ? t('stepDone') : t(`stepHow.${step.id}`)}</small>
            </div>
            {!step.done && (
              <LinkButton href={step.href} variant={step.id === next ? 'primary' : 'default'} size="s">
                {t(`stepDo.${step.id}`)}
              </LinkButton>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}
