'use client'
import { BalanceChip } from './balance-chip'
import { LocaleSwitch } from './locale-switch'
import { NavDrawer } from './nav-drawer'
import { Palette } from './palette'
import { UserMenu } from './user-menu'

export function Header({ area }: { area: 'portal' | 'admin' }) {
  return (
    <header className="top">
      <NavDrawer area={area} />
      <Palette />
      <span className="ml-auto" />
      <BalanceChip />
      <span className="phone:hidden">
        <LocaleSwitch look="chip" />
      </span>
      <UserMenu area={area} />
    </header>
  )
}
