'use client'
import { type ReactNode, useEffect } from 'react'
import { useFieldLabels } from '@/components/form/labels-context'

/** The heading of a part of the form, which the list of errors also uses as its name. */
export function SectionName({ name, label, children }: { name: string; label: string; children?: ReactNode }) {
  const labels = useFieldLabels()
  useEffect(() => {
    labels.set(name, label)
    return () => void labels.delete(name)
  }, [labels, name, label])
  return (
    <h3 className="-mb-2! text-[12.5px] text-ink-2">
      <b className="mr-2 whitespace-nowrap font-semibold text-ink">{label}</b>
      {children}
    </h3>
  )
}
