'use client'
import { Dialog } from '@base-ui/react/dialog'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Command } from 'cmdk'
import { Boxes, KeyRound, Plus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { keysQuery } from '@/lib/queries/keys'
import { meQuery } from '@/lib/queries/me'
import { modelsQuery } from '@/lib/queries/models'
import { modelHref } from './model-href'
import { adminNav, portalNav } from './nav'

export function PaletteDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useTranslations('nav')
  const router = useRouter()
  const me = useQuery(meQuery)
  const keys = useInfiniteQuery({ ...keysQuery, enabled: open })
  const models = useQuery({ ...modelsQuery, enabled: open })
  const go = (href: string) => {
    onOpenChange(false)
    router.push(href)
  }
  const operates = me.data && me.data.user.role !== 'user'
  const pages = [...portalNav, ...(operates ? adminNav : [])].flatMap((section) => section.items)
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Viewport className="dialog-place items-start! pt-[12vh]!">
          <Dialog.Popup className="dialog dialog-s">
            <Dialog.Title className="sr-only">{t('palette')}</Dialog.Title>
            <Command label={t('palette')} loop className="flex min-h-0 flex-col">
              <Command.Input className="palette-input" placeholder={t('palettePlaceholder')} />
              <Command.List className="palette-list">
                <Command.Empty className="menu-title">{t('paletteEmpty')}</Command.Empty>
                <Command.Group heading={t('paletteActions')} className="palette-group">
                  <Command.Item className="menu-item" onSelect={() => go('/keys?create=1')}>
                    <Plus aria-hidden />
                    {t('createKey')}
                  </Command.Item>
                </Command.Group>
                <Command.Group heading={t('palettePages')} className="palette-group">
                  {pages.map((page) => (
                    <Command.Item
                      key={page.href}
                      value={`${t(page.name)} ${page.href}`}
                      className="menu-item"
                      onSelect={() => go(page.href)}
                    >
                      <page.icon aria-hidden />
                      {t(page.name)}
                    </Command.Item>
                  ))}
                </Command.Group>
                <Command.Group heading={t('keys')} className="palette-group">
                  {keys.data?.pages
                    .flatMap((page) => page.keys)
                    .map((key) => (
                      <Command.Item
                        key={key.id}
                        value={`${key.name} ${key.preview} ${key.id}`}
                        className="menu-item"
                        onSelect={() => go(`/keys?q=${encodeURIComponent(key.name)}`)}
                      >
                        <KeyRound aria-hidden />
                        <span className="truncate">{key.name}</span>
                        <code className="aside">{key.preview}</code>
                      </Command.Item>
                    ))}
                </Command.Group>
                <Command.Group heading={t('models')} className="palette-group">
                  {models.data?.models.map((model) => (
                    <Command.Item key={model.id} className="menu-item" onSelect={() => go(modelHref(model.id))}>
                      <Boxes aria-hidden />
                      {model.id}
                    </Command.Item>
                  ))}
                </Command.Group>
              </Command.List>
            </Command>
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
