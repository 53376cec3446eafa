'use client'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Check } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useReveal } from '@/components/shared/keys/use-reveal'
import { useSuggestedModel } from '@/components/shared/models/use-suggested-model'
import { SnippetTabs } from '@/components/shared/snippets/snippet-tabs'
import { Bar } from '@/components/ui/bar'
import { useSite } from '@/components/ui/site-context'
import { StatusDot } from '@/components/ui/status-dot'
import { Tag } from '@/components/ui/tag'
import { Time } from '@/components/ui/time'
import { keysQuery } from '@/lib/queries/keys'
import { modelsQuery } from '@/lib/queries/models'
import { latestQuery } from '@/lib/queries/usage'
import { walletQuery } from '@/lib/queries/wallet'

/** Leads from nothing to the first call. Each step is ticked by what the server has; the last one is watched live. */
export function FirstSteps() {
  const t = useTranslations('dashboard')
  const tl = useTranslations('logs')
  const { publicUrl } = useSite()
  const keys = useInfiniteQuery(keysQuery).data?.pages[0]?.keys ?? []
  const wallet = useQuery(walletQuery).data
  const models = useQuery(modelsQuery).data?.models ?? []
  const latest = useQuery(latestQuery(3000)).data?.records ?? []
  const key = keys[0]
  const suggested = useSuggestedModel(key?.models ?? null)
  const { reveal, dialog } = useReveal()
  const failed = latest.find((record) => record.errorCode !== null)
  const free = models.some((model) => Number(model.price?.input ?? 0) === 0 && Number(model.price?.output ?? 0) === 0)
  const steps = [
    { id: 'key', done: key !== undefined, href: '/keys?create=1' },
    { id: 'balance', done: Number(wallet?.balance ?? 0) > 0 || free, href: '/wallet' },
    { id: 'call', done: false, href: undefined },
  ] as const
  const done = steps.filter((step) => step.done).length
  const next = steps.find((step) => !step.done)?.id
  return (
    <section className="card first-steps" aria-label={t('steps')}>
      <div>
        <div className="card-head">
          <h2>{t('steps')}</h2>
          <span className="text-ink-2 text-[13px]">{t('stepsDone', { done, all: steps.length })}</span>
          <Bar part={done / steps.length} className="ml-auto w-16" />
        </div>
        <ol>
          {steps.map((step, index) => (
            <li key={step.id} data-next={step.id === next} data-done={step.done}>
              <i aria-hidden>{step.done ? <Check /> : index + 1}</i>
              <div>
                <b>{step.href && !step.done ? <Link href={step.href}>{t(`step.${step.id}`)}</Link> : t(`step.${step.id}`)}</b>
                <small>{step.done ? t('stepDone') : t(`stepHow.${step.id}`)}</small>
              </div>
            </li>
          ))}
        </ol>
      </div>
      <div className="min-w-0">
        <SnippetTabs
          facts={{ publicUrl, secret: key?.preview ?? 'sk-…', model: suggested ?? key?.models?.[0] ?? 'auto' }}
          reveal={key && (() => reveal(key.id))}
        />
        {dialog}
        {failed && (
          <p className="first-steps-line">
            <Tag tone="bad">{failed.status ?? '–'}</Tag> <Time value={failed.time} look="clock" />{' '}
            {tl.has(`error.${failed.errorCode}`) ? tl(`error.${failed.errorCode}`) : failed.errorCode}
          </p>
        )}
        <p className="first-steps-line" aria-live="polite">
          <StatusDot state="live">{key ? t('watching', { name: key.name }) : t('watchingAny')}</StatusDot>
        </p>
      </div>
    </section>
  )
}
