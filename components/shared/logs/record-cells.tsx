'use client'
import { useFormatter } from 'next-intl'
import { useUsed } from '@/components/ui/use-used'
import type { UnitName } from '@/lib/units'
import type { UsageRecordView } from '@/lib/usage/schema'

/** What other units the call used stands where it used no tokens. */
const others = { inputTokens: ['seconds', 'pages', 'characters'], outputTokens: ['images'] } as const satisfies Record<string, UnitName[]>

export function Tokens({ record, kind }: { record: UsageRecordView; kind: keyof typeof others }) {
  const format = useFormatter()
  const used = useUsed()
  const value = record[kind]
  const isUnknown = record.state === 'running' || (value === 0 && (record.status ?? 0) >= 400)
  return (value === 0 && used(record, [...others[kind]])) || (isUnknown ? '–' : format.number(value))
}

export function Seconds({ ms }: { ms: number | null }) {
  const format = useFormatter()
  return ms === null ? '–' : format.number(ms / 1000, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
}

export const CutShort = ({ text, className }: { text: string | undefined; className: string }) => (
  <span className={`block truncate ${className}`} title={text}>
    {text ?? '–'}
  </span>
)
