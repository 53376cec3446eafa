'use client'
import { useId } from 'react'
import { Input } from '@/components/ui/input'

/** A day of the filter, empty for none. */
export function DayField({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  const id = useId()
  return (
    <span className="flex items-center gap-1.5 text-[13px] text-ink-2">
      <label htmlFor={id} className="flex-none">
        {label}
      </label>
      <Input id={id} type="date" size="s" value={value} onChange={(event) => onChange(event.target.value)} />
    </span>
  )
}
