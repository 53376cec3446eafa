import clsx from 'clsx'
import type { ComponentProps, ReactNode } from 'react'
import { Label } from './label'

interface Props extends Omit<ComponentProps<typeof Label>, 'children' | 'id'> {
  label: ReactNode
  /** for a group of controls, which then say `aria-labelledby` */
  labelId?: string
  className?: string
  children: ReactNode
}

/** A control below its label. Fields of a form are `form/field`; this is for controls that act at once. */
export function Labelled({ label, labelId, className, children, ...rest }: Props) {
  return (
    <div data-slot="field" className={clsx('grid min-w-0 content-start gap-1.5 in-data-[slot=door]:gap-1', className)}>
      <Label {...rest} id={labelId}>
        {label}
      </Label>
      {children}
    </div>
  )
}
