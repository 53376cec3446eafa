'use client'
import { BalanceChip } from './balance-chip'
import { LocaleSwitch } from './locale-switch'
import { NavDrawer } from './nav-drawer'
import { Bell } from './notices/bell'
import { Palette } from './palette/palette'
import { UserMenu } from './user-menu'

/** 52 px high; docked sheets and the chat reckon with that. */
export function Header({ area }: { area: 'portal' | 'admin' }) {
  return (
    <header className="sticky top-0 z-5 flex h-13 items-center gap-2 border-b border-line bg-bg px-6 phone:gap-1.5 phone:px-3">
      <NavDrawer area={area} />
      <Palette />
      <span className="ml-auto" />
      <BalanceChip />
      <span className="phone:hidden">
        <LocaleSwitch look="chip" />
      </span>
      <Bell />
      <UserMenu area={area} />
    </header>
  )
}
