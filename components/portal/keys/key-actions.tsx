'use client'
import { CirclePause, CirclePlay, Code, Pencil, ScrollText, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Menu, MenuItem, MenuRule } from '@/components/ui/menu'
import type { ShownKey } from '@/lib/keys/schema'

/** The actions of a key. The page implements them. */
export interface KeyDeeds {
  reveal: (id: string) => Promise<string>
  show: (key: ShownKey) => void
  edit: (key: ShownKey) => void
  enable: (keys: ShownKey[], enabled: boolean) => void
  remove: (keys: ShownKey[]) => void
}

export function KeyActions({ apiKey, deeds }: { apiKey: ShownKey; deeds: KeyDeeds }) {
  const t = useTranslations('keys')
  return (
    <Menu label={t('actionsFor', { name: apiKey.name })}>
      <MenuItem icon={<Code aria-hidden />} onSelect={() => deeds.show(apiKey)}>
        {t('showSecret')}
      </MenuItem>
      <MenuItem icon={<Pencil aria-hidden />} onSelect={() => deeds.edit(apiKey)}>
        {t('edit')}
      </MenuItem>
      <MenuItem icon={<ScrollText aria-hidden />} href={`/logs?keyId=${apiKey.id}`}>
        {t('toLogs')}
      </MenuItem>
      {apiKey.enabled ? (
        <MenuItem icon={<CirclePause aria-hidden />} onSelect={() => deeds.enable([apiKey], false)}>
          {t('disable')}
        </MenuItem>
      ) : (
        <MenuItem icon={<CirclePlay aria-hidden />} onSelect={() => deeds.enable([apiKey], true)}>
          {t('enable')}
        </MenuItem>
      )}
      <MenuRule />
      <MenuItem danger icon={<Trash2 aria-hidden />} onSelect={() => deeds.remove([apiKey])}>
        {t('delete')}
      </MenuItem>
    </Menu>
  )
}
