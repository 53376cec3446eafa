'use client'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import type { Selection } from './table-props'

/** The actions for the chosen rows. It floats at the foot of the list while any row is chosen. */
export function BulkBar({ selection, children }: { selection: Selection; children: ReactNode }) {
  const t = useTranslations('common')
  if (selection.ids.size === 0) return null
  return (
    <div className="bulk" role="toolbar" aria-label={t('actions')}>
      <span className="text-[13px]">{t('selected', { count: selection.ids.size })}</span>
      {children}
      <Button size="icon" variant="ghost" aria-label={t('clear')} onClick={() => selection.onChange(new Set())}>
        <X aria-hidden />
      </Button>
    </div>
  )
}
