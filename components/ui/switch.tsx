'use client'
import { Switch as Base } from '@base-ui/react/switch'
import type { ReactNode } from 'react'
import { ControlLabel } from './control-label'

const track = 'relative h-4.5 w-7.5 flex-none rounded-full bg-field transition-[background-color] duration-120 data-checked:bg-accent'
const thumb =
  'absolute inset-y-0.5 left-0.5 w-3.5 rounded-full bg-white shadow-[0_1px_2px_rgb(0_0_0/.25)] transition-[left] duration-120 data-checked:left-3.5 dark:data-checked:bg-accent-ink'

interface Props {
  checked: boolean
  onCheckedChange: (checked: boolean) => void
  disabled?: boolean
  id?: string
  'aria-label'?: string
  'aria-describedby'?: string
  children?: ReactNode
}

export function Switch({ children, ...rest }: Props) {
  const control = (
    <Base.Root {...rest} data-slot="switch" className={track}>
      <Base.Thumb className={thumb} />
    </Base.Root>
  )
  return children === undefined ? control : <ControlLabel control={control}>{children}</ControlLabel>
}
