'use client'
import { SearchX } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'

export function NothingMatches({ onClear }: { onClear?: () => void }) {
  const t = useTranslations('common')
  return (
    <Empty
      icon={<SearchX aria-hidden />}
      title={t('emptyFiltered')}
      actions={onClear && <Button onClick={onClear}>{t('clearFilters')}</Button>}
    >
      {t('emptyFilteredBody')}
    </Empty>
  )
}
