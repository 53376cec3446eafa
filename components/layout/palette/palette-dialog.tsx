'use client'
import { Dialog } from '@base-ui/react/dialog'
import { Command } from 'cmdk'
import { useTranslations } from 'next-intl'
import { dialogVariants, scrim } from '@/components/ui/dialog'
import { PaletteList } from './palette-list'

/** The palette's window. A press on a line closes it and goes there. */
export function PaletteDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useTranslations('nav')
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className={scrim} />
        <Dialog.Viewport className="fixed inset-0 z-21 grid items-start justify-items-center px-6 pt-[12vh] pb-6 phone:px-0">
          <Dialog.Popup className={dialogVariants({ size: 's' })}>
            <Dialog.Title className="sr-only">{t('palette')}</Dialog.Title>
            <Command label={t('palette')} loop className="flex min-h-0 flex-col">
              <Command.Input
                className="h-12 flex-none border-b border-line px-4 text-[15px] outline-0 focus-visible:shadow-none phone:text-[16px]"
                placeholder={t('palettePlaceholder')}
              />
              <PaletteList asks={open} onChosen={() => onOpenChange(false)} />
            </Command>
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
