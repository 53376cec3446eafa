'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { ComponentProps } from 'react'
import { useReveal } from '@/components/shared/keys/use-reveal'
import { useSuggestedModel } from '@/components/shared/models/use-suggested-model'
import { SnippetTabs } from '@/components/shared/snippets/snippet-tabs'
import { useSite } from '@/components/ui/site-context'
import { StatusDot } from '@/components/ui/status-dot'
import { Tag } from '@/components/ui/tag'
import { Time } from '@/components/ui/time'
import type { ShownKey } from '@/lib/keys/schema'
import { latestQuery } from '@/lib/queries/usage'

/** The code of the first call, and below it what the server saw of it. */
export function FirstSample({ apiKey }: { apiKey: ShownKey | undefined }) {
  const t = useTranslations('dashboard')
  const tl = useTranslations('logs')
  const { publicUrl } = useSite()
  const latest = useQuery(latestQuery(3000)).data?.records ?? []
  const suggested = useSuggestedModel(apiKey?.models ?? null)
  const { reveal, dialog } = useReveal()
  const failed = latest.find((record) => record.errorCode !== null)
  return (
    <div className="min-w-0">
      <SnippetTabs
        flat
        facts={{ publicUrl, secret: apiKey?.preview ?? 'sk-…', model: suggested ?? apiKey?.models?.[0] ?? 'auto' }}
        reveal={apiKey && (() => reveal(apiKey.id))}
      />
      {dialog}
      {failed && (
        <Line>
          <Tag tone="bad">{failed.status ?? '–'}</Tag> <Time value={failed.time} look="clock" />{' '}
          {tl.has(`error.${failed.errorCode}`) ? tl(`error.${failed.errorCode}`) : failed.errorCode}
        </Line>
      )}
      <Line aria-live="polite">
        <StatusDot state="live" wraps>
          {apiKey ? t('watching', { name: apiKey.name }) : t('watchingAny')}
        </StatusDot>
      </Line>
    </div>
  )
}

const Line = (props: ComponentProps<'p'>) => (
  <p {...props} className="flex flex-wrap items-center gap-2 border-line border-t px-4 py-[9px] text-[13px]" />
)
