'use client'
import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useRef } from 'react'
import { useConfirm } from '@/components/ui/confirm'
import { useLeaveGuard } from './use-leave-guard'

/** For a sheet with a form inside: `guard(go)` asks before it calls `go` when `onDirty` has reported changes. */
export function useDiscardGuard() {
  const t = useTranslations('common')
  const confirm = useConfirm()
  const dirty = useRef(false)
  const guard = async (go: () => unknown) => {
    const ask = { title: t('discardTitle'), consequences: [t('discardBody')], action: t('discard') }
    if (dirty.current && !(await confirm(ask))) return
    dirty.current = false
    go()
  }
  const onDirty = useCallback((is: boolean) => {
    dirty.current = is
  }, [])
  return { guard, onDirty }
}

/** The form's side: it reports changes to the guard, and asks before links and before the page is closed. */
export function useReportDirty(isDirty: boolean, onDirty: (is: boolean) => void) {
  useLeaveGuard(isDirty)
  useEffect(() => {
    onDirty(isDirty)
    return () => onDirty(false)
  }, [isDirty, onDirty])
}
