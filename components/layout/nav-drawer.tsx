'use client'
import { Dialog } from '@base-ui/react/dialog'
import clsx from 'clsx'
import { Menu, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { scrim } from '@/components/ui/dialog'
import { useSite } from '@/components/ui/site-context'
import { chipVariants } from './chip-variants'
import { NavList } from './nav-list'

/** The sidebar on phones. */
export function NavDrawer({ area }: { area: 'portal' | 'admin' }) {
  const t = useTranslations()
  const { siteName } = useSite()
  const [open, setOpen] = useState(false)
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Trigger className={clsx(chipVariants({ square: true }), 'not-phone:hidden')} aria-label={t('nav.menu')}>
        <Menu size={16} aria-hidden />
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Backdrop className={scrim} />
        <Dialog.Popup className="fixed inset-y-0 left-0 z-21 w-[min(300px,86vw)] overflow-y-auto border-r border-line bg-sunken px-2.5 pt-3 pb-6 outline-0 transition-transform duration-150 data-ending-style:-translate-x-full data-starting-style:-translate-x-full">
          <div className="flex items-center px-2 pb-2">
            <Dialog.Title className="font-semibold text-[15px]">{siteName}</Dialog.Title>
            <span className="ml-auto" />
            <Button size="icon" variant="ghost" aria-label={t('common.close')} onClick={() => setOpen(false)}>
              <X aria-hidden />
            </Button>
          </div>
          <nav aria-label={t('nav.main')}>
            <NavList area={area} drawer onFollow={() => setOpen(false)} />
          </nav>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
