'use client'
import { type ReactNode, useEffect } from 'react'
import { FormFields } from '@/components/form/form-fields'
import { useFieldLabels } from '@/components/form/labels-context'
import { SheetSection } from '@/components/ui/sheet'

interface NameProps {
  /** the part of the form that the heading names, also in the list of errors */
  name: string
  label: string
  means?: ReactNode
}

/** Fields that belong together in a form that fills a sheet. */
export function FormSection({ heading, children }: { heading?: NameProps; children: ReactNode }) {
  return (
    <SheetSection>
      <FormFields>
        {heading && <Heading {...heading} />}
        {children}
      </FormFields>
    </SheetSection>
  )
}

function Heading({ name, label, means }: NameProps) {
  const labels = useFieldLabels()
  useEffect(() => {
    labels.set(name, label)
    return () => void labels.delete(name)
  }, [labels, name, label])
  return (
    <h3 className="-mb-2 flex items-center gap-2 font-normal text-[12.5px] text-ink-2">
      <b className="mr-2 whitespace-nowrap font-semibold text-ink">{label}</b>
      {means}
    </h3>
  )
}
