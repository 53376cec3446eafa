'use client'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { StepItem, StepList } from '@/components/shared/steps'
import { Bar } from '@/components/ui/bar'
import { LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { adminModelsQuery } from '@/lib/queries/admin-models'
import { batchesQuery } from '@/lib/queries/codes'
import { upstreamsQuery } from '@/lib/queries/upstreams'

/** What a fresh installation needs, each step ticked by what the server has; undefined until that is known. */
function useSteps() {
  const upstreams = useQuery(upstreamsQuery).data?.upstreams
  const models = useQuery(adminModelsQuery).data?.models
  const batches = useInfiniteQuery(batchesQuery(null)).data?.pages[0]?.batches
  if (!upstreams || !models || !batches) return undefined
  const real = upstreams.filter(({ builtin }) => !builtin)
  const names = new Set(real.map(({ name }) => name))
  const served = models.filter(({ targets }) => targets.some(({ upstream }) => names.has(upstream)))
  return [
    { id: 'upstream', done: real.length > 0, href: '/admin/upstreams?upstream=new' },
    {
      id: 'price',
      done: served.length > 0 && served.every(({ price }) => Object.keys(price).length > 0),
      href: real[0] ? `/admin/upstreams?upstream=${real[0].id}` : '/admin/models',
    },
    { id: 'codes', done: batches.length > 0, href: '/admin/codes' },
  ] as const
}

/** Lists what a fresh installation still lacks. The list disappears when nothing is left. */
export function SetupSteps() {
  const t = useTranslations('adminHome')
  const steps = useSteps()
  if (!steps) return null
  const done = steps.filter((step) => step.done).length
  if (done === steps.length) return null
  const next = steps.find((step) => !step.done)?.id
  return (
    <Card
      padded={false}
      title={t('setup')}
      aside={
        <>
          <span className="text-ink-2">{t('stepsDone', { done, all: steps.length })}</span>
          <Bar part={done / steps.length} className="w-16" />
        </>
      }
    >
      <StepList>
        {steps.map(({ id, done: ticked, href }, index) => (
          <StepItem
            key={id}
            number={index + 1}
            done={ticked}
            title={t(`step.${id}`)}
            hint={ticked ? t('stepDone') : t(`stepHow.${id}`)}
            action={
              !ticked && (
                <LinkButton href={href} variant={id === next ? 'primary' : 'default'} size="s">
                  {t(`stepDo.${id}`)}
                </LinkButton>
              )
            }
          />
        ))}
      </StepList>
    </Card>
  )
}
