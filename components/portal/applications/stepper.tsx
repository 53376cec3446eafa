'use client'
import clsx from 'clsx'
import { Check } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Mark } from '@/components/shared/steps'
import type { ApplicationState } from '@/lib/applications/names'
import { applicationSteps, stepsDone } from './application-state'

/** How far an application has come. */
export function Stepper({ state }: { state: ApplicationState }) {
  const t = useTranslations('applications')
  const done = stepsDone(state)
  return (
    <ol className="flex flex-wrap items-center gap-x-4 gap-y-2 text-[13px]" aria-label={t('steps.label')}>
      {applicationSteps.map((step, at) => (
        <li
          key={step}
          className={clsx('flex items-center gap-2', at > done && 'text-ink-2', at === done && 'font-medium')}
          aria-current={at === done ? 'step' : undefined}
        >
          <Mark look={at < done ? 'done' : at === done ? 'open' : 'quiet'}>
            {at < done ? <Check className="size-3 stroke-[2.4]" /> : at + 1}
          </Mark>
          {t(`steps.${step}`)}
        </li>
      ))}
    </ol>
  )
}
