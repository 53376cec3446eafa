'use client'
import { type ComponentProps, cloneElement, type ReactElement, type ReactNode } from 'react'
import { useLate } from './use-late'

type MenuParts = typeof import('./menu')
const load = (): Promise<MenuParts> => import('./menu')

interface Props {
  trigger: ReactElement<ComponentProps<'button'>>
  align?: 'start' | 'end'
  children: (parts: MenuParts) => ReactNode
}

/** A menu whose code is loaded when somebody comes near it: menus are the larger part of what an open page would load. */
export function LateMenu({ trigger, align, children }: Props) {
  const { parts, near } = useLate(load)
  if (!parts) return cloneElement(trigger, { 'aria-haspopup': 'menu', ...near })
  return (
    <parts.Menu trigger={trigger} align={align} defaultOpen>
      {children(parts)}
    </parts.Menu>
  )
}
