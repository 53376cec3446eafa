'use client'
import { Switch as Base } from '@base-ui/react/switch'
import type { ReactNode } from 'react'

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
    <Base.Root {...rest} className="switch">
      <Base.Thumb />
    </Base.Root>
  )
  if (children === undefined) return control
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the switch inside
    <label className="switch-label">
      {control}
      <span>{children}</span>
    </label>
  )
}
