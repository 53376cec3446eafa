'use client'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'

/** The actions for the chosen rows. It floats at the foot of the list while any row is chosen. */
export function BulkBar({ count, onClear, children }: { count: number; onClear: () => void; children: ReactNode }) {
  const t = useTranslations('common')
  if (count === 0) return null
  return (
    <div
      className="sticky bottom-4 z-4 flex w-fit items-center gap-2 rounded-md bg-surface py-2 pr-2 pl-4 shadow-float"
      role="toolbar"
      aria-label={t('actions')}
    >
      <span className="text-[13px]">{t('selected', { count })}</span>
      {children}
      <Button size="icon" variant="ghost" aria-label={t('clear')} onClick={onClear}>
        <X aria-hidden />
      </Button>
    </div>
  )
}
