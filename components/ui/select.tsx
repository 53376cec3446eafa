'use client'
import { Select as Base } from '@base-ui/react/select'
import clsx from 'clsx'
import { Check, ChevronDown } from 'lucide-react'
import type { ReactNode, Ref } from 'react'
import { InputUnit, inputVariants } from './input'
import { menuAside, menuItemVariants, menuMark, popupVariants, positioner } from './popup'

export interface Option<Value extends string = string> {
  value: Value
  label: string
  /** second, quieter text at the right */
  aside?: ReactNode
  disabled?: boolean
}

interface Props<Value extends string> {
  options: readonly Option<Value>[]
  value: Value | null
  onValueChange: (value: Value) => void
  placeholder?: string
  id?: string
  name?: string
  disabled?: boolean
  size?: 'm' | 's'
  className?: string
  ref?: Ref<HTMLButtonElement>
  onBlur?: () => void
  'aria-label'?: string
  'aria-invalid'?: boolean
  'aria-describedby'?: string
}

export function Select<Value extends string>({
  options,
  value,
  onValueChange,
  placeholder,
  id,
  name,
  disabled,
  size,
  className,
  ...trigger
}: Props<Value>) {
  const chosen = options.find((option) => option.value === value)
  return (
    <Base.Root value={value} onValueChange={(next) => next !== null && onValueChange(next)} name={name} disabled={disabled} modal={false}>
      <Base.Trigger {...trigger} id={id} data-slot="select" className={clsx(inputVariants({ size }), className)}>
        <span className={clsx('truncate', !chosen && 'text-ink-2')}>{chosen?.label ?? placeholder}</span>
        {chosen?.aside !== undefined && <InputUnit className="truncate">{chosen.aside}</InputUnit>}
        <Base.Icon className="ml-auto flex text-ink-2">
          <ChevronDown size={16} aria-hidden />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner className={positioner} sideOffset={4} alignItemWithTrigger={false}>
          <Base.Popup className={clsx(popupVariants({ menu: true }), 'min-w-(--anchor-width)')}>
            {options.map((option) => (
              <Base.Item key={option.value} value={option.value} disabled={option.disabled} className={menuItemVariants()}>
                <Base.ItemText>{option.label}</Base.ItemText>
                {option.aside !== undefined && <span className={menuAside}>{option.aside}</span>}
                <Base.ItemIndicator className={option.aside === undefined ? menuMark : '[&>svg]:text-accent-text'}>
                  <Check aria-hidden />
                </Base.ItemIndicator>
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
