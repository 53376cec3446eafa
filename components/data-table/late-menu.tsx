'use client'
import { type ComponentProps, cloneElement, type ReactElement, type ReactNode, useState } from 'react'

type MenuParts = typeof import('@/components/ui/menu')
const load = (): Promise<MenuParts> => import('@/components/ui/menu')

interface Props {
  trigger: ReactElement<ComponentProps<'button'>>
  align?: 'start' | 'end'
  children: (parts: MenuParts) => ReactNode
}

/** A menu whose code is loaded when somebody comes near it: menus are the larger part of what an open page would load. */
export function LateMenu({ trigger, align, children }: Props) {
  const [parts, setParts] = useState<MenuParts>()
  if (parts)
    return (
      <parts.Menu trigger={trigger} align={align} defaultOpen>
        {children(parts)}
      </parts.Menu>
    )
  return cloneElement(trigger, {
    'aria-haspopup': 'menu',
    'aria-expanded': false,
    onClick: () => void load().then(setParts),
    onPointerEnter: () => void load(),
    onFocus: () => void load(),
  })
}
