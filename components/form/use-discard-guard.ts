'use client'
import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useRef } from 'react'
import { useConfirm } from '@/components/ui/confirm'
import { useLeaveGuard } from './use-leave-guard'

/** For a sheet whose form lives further in: `guard(go)` asks before going on while `onDirty` was told of changes. */
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

/** The other end: tells the guard, and asks before links and closing the page. */
export function useReportDirty(isDirty: boolean, onDirty: (is: boolean) => void) {
  useLeaveGuard(isDirty)
  useEffect(() => {
    onDirty(isDirty)
    return () => onDirty(false)
  }, [isDirty, onDirty])
}
