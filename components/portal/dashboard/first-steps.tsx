'use client'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { StepItem, StepList } from '@/components/shared/steps'
import { Bar } from '@/components/ui/bar'
import { Card, CardHead } from '@/components/ui/card'
import { keysQuery } from '@/lib/queries/keys'
import { modelsQuery } from '@/lib/queries/models'
import { walletQuery } from '@/lib/queries/wallet'
import { FirstSample } from './first-sample'

/** Leads from nothing to the first call. Each step is ticked by what the server has; the last one is watched live. */
export function FirstSteps() {
  const t = useTranslations('dashboard')
  const key = useInfiniteQuery(keysQuery).data?.pages[0]?.keys[0]
  const wallet = useQuery(walletQuery).data
  const models = useQuery(modelsQuery).data?.models ?? []
  const free = models.some((model) => Number(model.price?.input ?? 0) === 0 && Number(model.price?.output ?? 0) === 0)
  const steps = [
    { id: 'key', done: key !== undefined, href: '/keys?create=1' },
    { id: 'balance', done: Number(wallet?.balance ?? 0) > 0 || free, href: '/wallet' },
    { id: 'call', done: false, href: undefined },
  ] as const
  const done = steps.filter((step) => step.done).length
  const next = steps.find((step) => !step.done)?.id
  return (
    <Card padded={false} aria-label={t('steps')}>
      <div className="grid grid-cols-[minmax(260px,.42fr)_minmax(0,1fr)] max-[1000px]:grid-cols-1">
        <div className="border-line border-r max-[1000px]:border-r-0 max-[1000px]:border-b">
          <CardHead>
            <h2>{t('steps')}</h2>
            <span className="text-[13px] text-ink-2">{t('stepsDone', { done, all: steps.length })}</span>
            <Bar part={done / steps.length} className="ml-auto w-16" />
          </CardHead>
          <StepList>
            {steps.map((step, index) => (
              <StepItem
                key={step.id}
                number={index + 1}
                title={step.href && !step.done ? <Link href={step.href}>{t(`step.${step.id}`)}</Link> : t(`step.${step.id}`)}
                hint={step.done ? t('stepDone') : t(`stepHow.${step.id}`)}
                done={step.done}
                next={step.id === next}
              />
            ))}
          </StepList>
        </div>
        <FirstSample apiKey={key} />
      </div>
    </Card>
  )
}
