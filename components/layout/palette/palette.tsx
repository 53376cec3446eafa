'use client'
import { Search } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'

const PaletteDialog = dynamic(() => import('./palette-dialog').then((room) => room.PaletteDialog), { ssr: false })

/** The palette of Ctrl or ⌘ K: pages, keys, models, actions. Its code is loaded at the first press. */
export function Palette() {
  const t = useTranslations('nav')
  const [open, setOpen] = useState<boolean>()
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.shiftKey) return
      event.preventDefault()
      setOpen((before) => !before)
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
  return (
    <>
      <button
        type="button"
        className="flex h-8 w-70 items-center gap-2 rounded-sm border border-line bg-surface pr-2 pl-2.5 text-left text-[13px] text-ink-2 hover:border-line-strong phone:w-8 phone:justify-center phone:rounded-full phone:px-0"
        onClick={() => setOpen(true)}
      >
        <Search size={14} aria-hidden />
        <span className="phone:sr-only">{t('palettePlaceholder')}</span>
        <kbd aria-hidden className="ml-auto phone:hidden">
          Ctrl K
        </kbd>
      </button>
      {open !== undefined && <PaletteDialog open={open} onOpenChange={setOpen} />}
    </>
  )
}
