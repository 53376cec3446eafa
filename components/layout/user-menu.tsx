'use client'
import { useQuery } from '@tanstack/react-query'
import { KeyRound, LogOut, Settings, ShieldCheck, SquareTerminal } from 'lucide-react'
import { signOut } from 'next-auth/react'
import { useTranslations } from 'next-intl'
import { useTheme } from 'next-themes'
import { Menu, MenuChoice, MenuItem, MenuRule, MenuTitle } from '@/components/ui/menu'
import type { Locale } from '@/lib/locales'
import { meQuery } from '@/lib/queries/me'
import { adminHomeFor } from './admin-nav'
import { chipVariants } from './chip-variants'
import { useLocaleChange } from './use-locale-change'

export function UserMenu({ area }: { area: 'portal' | 'admin' }) {
  const t = useTranslations('nav')
  const { data } = useQuery(meQuery)
  const { theme, setTheme } = useTheme()
  const { locale, change } = useLocaleChange(true)
  const name = data?.user.username ?? ''
  const adminHome = data && adminHomeFor(data.user.role)
  return (
    <Menu
      trigger={
        <button type="button" className={chipVariants({ square: true })} aria-label={`${name} ${t('userMenu')}`}>
          {[...name][0]?.toUpperCase() ?? '·'}
        </button>
      }
    >
      <MenuTitle>
        <span className="block text-[13px] font-semibold text-ink">{name}</span>
        {data?.user.email}
      </MenuTitle>
      <MenuRule />
      {adminHome !== undefined && area === 'portal' && (
        <MenuItem href={adminHome} icon={<ShieldCheck aria-hidden />}>
          {t('toOperators')}
        </MenuItem>
      )}
      {area === 'admin' && (
        <MenuItem href="/dashboard" icon={<SquareTerminal aria-hidden />}>
          {t('toPortal')}
        </MenuItem>
      )}
      <MenuItem href="/keys" icon={<KeyRound aria-hidden />}>
        {t('keys')}
      </MenuItem>
      <MenuItem href="/settings" icon={<Settings aria-hidden />}>
        {t('settings')}
      </MenuItem>
      <MenuRule />
      <MenuChoice
        label={t('theme')}
        value={theme ?? 'system'}
        onValueChange={setTheme}
        options={[
          { value: 'system', label: t('themeSystem') },
          { value: 'light', label: t('themeLight') },
          { value: 'dark', label: t('themeDark') },
        ]}
      />
      <MenuRule />
      <MenuChoice<Locale>
        label={t('language')}
        value={locale}
        onValueChange={change}
        options={[
          { value: 'zh-CN', label: '简体中文' },
          { value: 'en', label: 'English' },
        ]}
      />
      <MenuRule />
      <MenuItem icon={<LogOut aria-hidden />} onSelect={() => void signOut({ callbackUrl: '/' })}>
        {t('signOut')}
      </MenuItem>
    </Menu>
  )
}
