'use client'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'

/** While `dirty`, asks before the page is closed or a link is followed. */
export function useLeaveGuard(dirty: boolean) {
  const t = useTranslations('common')
  useEffect(() => {
    if (!dirty) return
    const unload = (event: BeforeUnloadEvent) => event.preventDefault()
    const follow = (event: MouseEvent) => {
      const link = (event.target as Element).closest('a[href]')
      if (!link || link.getAttribute('target') === '_blank') return
      if (window.confirm(t('discardBody'))) return
      event.preventDefault()
      event.stopPropagation()
    }
    window.addEventListener('beforeunload', unload)
    document.addEventListener('click', follow, true)
    return () => {
      window.removeEventListener('beforeunload', unload)
      document.removeEventListener('click', follow, true)
    }
  }, [dirty, t])
}
