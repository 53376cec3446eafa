'use client'
import { Input } from '@/components/ui/input'

/** A day of the filter, empty for none. */
export const DayField = ({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) => (
  <label className="flex items-center gap-1.5 text-[13px] text-ink-2">
    {label}
    <Input type="date" size="s" value={value} onChange={(event) => onChange(event.target.value)} />
  </label>
)
