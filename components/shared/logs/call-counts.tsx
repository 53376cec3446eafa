'use client'
import { useFormatter, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Swatch } from '@/components/charts/swatch'
import { Skeleton } from '@/components/ui/skeleton'
import { TextButton } from '@/components/ui/text-link'

interface Counts {
  calls: number
  failed: number
}

interface Props {
  title: string
  status: string | null
  /** undefined until it is known; the line is as high without it */
  whole: Counts | undefined
  /** of the bars under the pointer or the brush */
  marked: (Counts & { words: string }) | null | undefined
  onClear: (() => void) | undefined
}

/** The line above the bars: what they show, and the figures of those that are marked. */
export function CallCounts({ title, status, whole, marked, onClear }: Props) {
  const t = useTranslations('logs')
  const format = useFormatter()
  return (
    <p className="flex min-h-6 flex-wrap items-center gap-x-3.5 gap-y-0.5 text-[12.5px] text-ink-2">
      <b className="text-ink">{title}</b>
      <span>{whole ? t('callCount', { count: whole.calls }) : <Skeleton width={48} />}</span>
      {status !== 'failed' && <Key colour="bg-c1">{t('state.ok')}</Key>}
      {status !== 'ok' && (
        <Key colour="bg-bad">
          {t('state.failed')} {whole && format.number(whole.failed)}
        </Key>
      )}
      <span className="ml-auto" aria-live="polite">
        {marked && (
          <>
            {marked.words} · {t('callCount', { count: marked.calls })} · {t('state.failed')} {format.number(marked.failed)}
          </>
        )}
      </span>
      {onClear && <TextButton onClick={onClear}>{t('clearBrush')}</TextButton>}
    </p>
  )
}

const Key = ({ colour, children }: { colour: string; children: ReactNode }) => (
  <span className="inline-flex items-center gap-1.5">
    <Swatch className={colour} /> <span>{children}</span>
  </span>
)
