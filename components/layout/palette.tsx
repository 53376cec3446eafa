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
      <button type="button" className="cmd" onClick={() => setOpen(true)}>
        <Search size={14} aria-hidden />
        <span>{t('palettePlaceholder')}</span>
        <kbd aria-hidden>Ctrl K</kbd>
      </button>
      {open !== undefined && <PaletteDialog open={open} onOpenChange={setOpen} />}
    </>
  )
}
