'use client'
import { useFormatter, useTranslations } from 'next-intl'
import { QueueFacts } from '@/components/admin/targets/queue-facts'
import { stateOf } from '@/components/admin/targets/upstream-state'
import { StatusDot } from '@/components/ui/status-dot'
import { TableNote, TableTitle } from '@/components/ui/table'
import { Tag } from '@/components/ui/tag'
import type { UpstreamLine } from '@/lib/catalog/upstream-schema'
import type { UpstreamHealth } from '@/lib/gateway/schema'

interface Props {
  upstream: UpstreamLine
  health: UpstreamHealth | undefined
}

export function UpstreamName({ upstream: { name, fromFile, builtin, baseUrl } }: Pick<Props, 'upstream'>) {
  const t = useTranslations('adminUpstreams')
  return (
    <>
      <TableTitle>
        {name} {fromFile && <Tag>{t('fromFile')}</Tag>}
      </TableTitle>
      <TableNote className="max-w-80 truncate font-mono">{builtin ? t('noNetwork') : baseUrl}</TableNote>
    </>
  )
}

export function UpstreamStatus({ upstream, health }: Props) {
  const t = useTranslations('adminUpstreams')
  const { word, look, target } = stateOf(upstream, health)
  const facts = target && [
    target.lastFailure && [target.lastFailure.status, target.lastFailure.reason].filter(Boolean).join(' '),
    target.retryIn !== null && t('retryIn', { seconds: target.retryIn }),
  ]
  return (
    <>
      <StatusDot state={look}>{t(`states.${word}`)}</StatusDot>
      {facts && <TableNote>{facts.filter(Boolean).join(' · ')}</TableNote>}
    </>
  )
}

export function RunningCalls({ upstream, health }: Props) {
  const format = useFormatter()
  return (
    <>
      {format.number(health?.running ?? 0)} / {upstream.concurrency === null ? '∞' : format.number(upstream.concurrency)}
      <QueueFacts health={health} className="block text-[12px]/[17px] text-ink-2" />
    </>
  )
}

/** The mean of the targets that have been called lately. */
export function Latency({ health }: Pick<Props, 'health'>) {
  const format = useFormatter()
  const known = health?.targets.flatMap(({ latencyMs }) => (latencyMs === null ? [] : [latencyMs])) ?? []
  return known.length === 0 ? '–' : format.number(Math.round(known.reduce((sum, one) => sum + one, 0) / known.length))
}
