'use client'
import { Menu as Base } from '@base-ui/react/menu'
import { Check, Ellipsis } from 'lucide-react'
import Link from 'next/link'
import type { ReactElement, ReactNode } from 'react'
import { buttonVariants } from './button'
import { menuItemVariants, menuMark, menuTitle, popupVariants, positioner } from './popup'

interface Props {
  /** the element that opens it, a Button; without it, a three-dot icon named by `label` */
  trigger?: ReactElement
  label?: string
  align?: 'start' | 'end' | 'center' | undefined
  defaultOpen?: boolean
  children: ReactNode
}

export function Menu({ trigger, label, align = 'end', defaultOpen = false, children }: Props) {
  return (
    <Base.Root defaultOpen={defaultOpen}>
      {trigger ? (
        <Base.Trigger render={trigger} />
      ) : (
        <Base.Trigger className={buttonVariants({ variant: 'ghost', size: 'icon' })} aria-label={label}>
          <Ellipsis aria-hidden />
        </Base.Trigger>
      )}
      <Base.Portal>
        <Base.Positioner className={positioner} sideOffset={4} align={align}>
          <Base.Popup data-slot="menu" className={popupVariants({ menu: true })}>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

interface ItemProps {
  icon?: ReactNode
  danger?: boolean
  disabled?: boolean
  onSelect?: () => void
  href?: string
  children: ReactNode
}

export function MenuItem({ icon, danger, disabled, onSelect, href, children }: ItemProps) {
  const inner = (
    <>
      {icon}
      {children}
    </>
  )
  const className = menuItemVariants({ danger })
  if (href !== undefined)
    return (
      <Base.LinkItem className={className} closeOnClick render={<Link href={href} />}>
        {inner}
      </Base.LinkItem>
    )
  return (
    <Base.Item className={className} disabled={disabled} onClick={onSelect}>
      {inner}
    </Base.Item>
  )
}

export function MenuCheck(props: { checked: boolean; onCheckedChange: (checked: boolean) => void; children: ReactNode }) {
  return (
    <Base.CheckboxItem className={menuItemVariants()} checked={props.checked} onCheckedChange={props.onCheckedChange} closeOnClick={false}>
      {props.children}
      <Base.CheckboxItemIndicator className={menuMark}>
        <Check aria-hidden />
      </Base.CheckboxItemIndicator>
    </Base.CheckboxItem>
  )
}

interface ChoiceProps<Value extends string> {
  label?: string
  options: readonly { value: Value; label: ReactNode }[]
  value: Value | null
  onValueChange: (value: Value) => void
}

export function MenuChoice<Value extends string>({ label, options, value, onValueChange }: ChoiceProps<Value>) {
  return (
    <Base.Group>
      {label !== undefined && <Base.GroupLabel className={menuTitle}>{label}</Base.GroupLabel>}
      <Base.RadioGroup value={value} onValueChange={(next: Value) => onValueChange(next)}>
        {options.map((option) => (
          <Base.RadioItem key={option.value} value={option.value} className={menuItemVariants()} closeOnClick>
            {option.label}
            <Base.RadioItemIndicator className={menuMark}>
              <Check aria-hidden />
            </Base.RadioItemIndicator>
          </Base.RadioItem>
        ))}
      </Base.RadioGroup>
    </Base.Group>
  )
}

export const MenuRule = () => <Base.Separator className="m-1 h-px bg-line" />

/** Words above the lines, such as who is signed in. */
export const MenuTitle = ({ children }: { children: ReactNode }) => <div className={menuTitle}>{children}</div>
