'use client'
import { Checkbox as Base } from '@base-ui/react/checkbox'
import { Check, Minus } from 'lucide-react'
import type { ReactNode } from 'react'

interface Props {
  checked: boolean
  onCheckedChange: (checked: boolean) => void
  indeterminate?: boolean
  disabled?: boolean
  id?: string
  name?: string
  'aria-label'?: string
  'aria-describedby'?: string
  'aria-invalid'?: boolean
  children?: ReactNode
}

/** With children it is a labelled check box, without them it needs an aria-label. */
export function Checkbox({ children, indeterminate, ...rest }: Props) {
  const box = (
    <Base.Root {...rest} indeterminate={indeterminate} className="check">
      <Base.Indicator className="grid place-items-center">{indeterminate ? <Minus aria-hidden /> : <Check aria-hidden />}</Base.Indicator>
    </Base.Root>
  )
  if (children === undefined) return box
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the check box inside
    <label className="check-label">
      {box}
      <span>{children}</span>
    </label>
  )
}
