'use client'
import { type ReactNode, useEffect } from 'react'
import { useFieldLabels } from '@/components/form/labels-context'

/** Heads a part of the form, and gives the list of what is wrong a name for it. */
export function SectionName({ name, label, children }: { name: string; label: string; children?: ReactNode }) {
  const labels = useFieldLabels()
  useEffect(() => {
    labels.set(name, label)
    return () => void labels.delete(name)
  }, [labels, name, label])
  return (
    <h3 className="-mb-2! text-[12.5px] text-ink-2">
      <b className="mr-2 font-semibold text-ink">{label}</b>
      {children}
    </h3>
  )
}
