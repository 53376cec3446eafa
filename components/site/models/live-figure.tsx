'use client'
import { useLocale } from 'next-intl'
import { Suspense, use } from 'react'
import { Skeleton } from '@/components/ui/skeleton'
import { StatusDot } from '@/components/ui/status-dot'
import type { ModelFigures } from '@/lib/usage/schema'
import { shareText, stateOfShare } from './share'

export type Live = Pick<ModelFigures, 'ttftMs' | 'tokensPerSecond' | 'success'>
/** By model id; they come after the list, which does not wait for them. */
export type LiveFigures = Promise<Record<string, Live>>

interface Props {
  figures: LiveFigures
  id: string
  of: keyof Live
}

export const LiveFigure = (props: Props) => (
  <Suspense fallback={<Skeleton width={36} />}>
    <Figure {...props} />
  </Suspense>
)

function Figure({ figures, id, of }: Props) {
  const locale = useLocale()
  const value = use(figures)[id]?.[of] ?? null
  if (value === null) return <>–</>
  if (of === 'success') return <StatusDot state={stateOfShare(value)}>{shareText(value, locale)}</StatusDot>
  const places = of === 'ttftMs' ? 2 : 0
  const shown = of === 'ttftMs' ? value / 1000 : value
  return <>{shown.toLocaleString(locale, { minimumFractionDigits: places, maximumFractionDigits: places })}</>
}
