'use client'
import { Checkbox as Base } from '@base-ui/react/checkbox'
import { Check, Minus } from 'lucide-react'
import type { ReactNode } from 'react'
import { ControlLabel } from './control-label'

const box =
  'inline-grid size-4 flex-none place-items-center rounded-[4px] border border-field bg-surface align-[-3px] data-checked:border-accent data-checked:bg-accent data-checked:text-accent-ink data-indeterminate:border-accent data-indeterminate:bg-accent data-indeterminate:text-accent-ink [&_svg]:size-3 [&_svg]:stroke-[2.6]'

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
  const control = (
    <Base.Root {...rest} indeterminate={indeterminate} data-slot="checkbox" className={box}>
      <Base.Indicator className="grid place-items-center">{indeterminate ? <Minus aria-hidden /> : <Check aria-hidden />}</Base.Indicator>
    </Base.Root>
  )
  return children === undefined ? control : <ControlLabel control={control}>{children}</ControlLabel>
}
