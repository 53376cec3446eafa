'use client'
import { Dialog } from '@base-ui/react/dialog'
import { Menu, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { useSite } from '@/components/ui/site-context'
import { NavList } from './nav-list'

/** The sidebar on phones. */
export function NavDrawer({ area }: { area: 'portal' | 'admin' }) {
  const t = useTranslations()
  const { siteName } = useSite()
  const [open, setOpen] = useState(false)
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Trigger className="chip chip-square burger" aria-label={t('nav.menu')}>
        <Menu size={16} aria-hidden />
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup className="drawer nav-drawer">
          <div className="flex items-center px-2 pb-2">
            <Dialog.Title className="font-semibold text-[15px]">{siteName}</Dialog.Title>
            <span className="ml-auto" />
            <Button size="icon" variant="ghost" aria-label={t('common.close')} onClick={() => setOpen(false)}>
              <X aria-hidden />
            </Button>
          </div>
          <nav aria-label={t('nav.main')}>
            <NavList area={area} onFollow={() => setOpen(false)} />
          </nav>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
