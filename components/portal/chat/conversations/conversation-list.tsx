'use client'
import clsx from 'clsx'
import { Search, SquarePen, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useDeferredValue, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { ConversationRows } from './conversation-rows'

interface Props {
  current: string | null
  onOpen(id: string | null): void
  /** on phones the list is a drawer */
  open: boolean
  onClose(): void
}

export function ConversationList({ current, onOpen, open, onClose }: Props) {
  const t = useTranslations('chat')
  const [search, setSearch] = useState('')
  const searched = useDeferredValue(search.trim())
  return (
    <>
      {open && (
        <button type="button" className="fixed inset-0 z-11 hidden bg-scrim phone:block" aria-label={t('closeList')} onClick={onClose} />
      )}
      <aside
        className={clsx(
          'flex min-h-0 flex-col border-line border-r bg-sunken phone:fixed phone:inset-y-0 phone:right-14 phone:left-0 phone:z-12',
          !open && 'phone:hidden',
        )}
        aria-label={t('conversations')}
      >
        <div className="flex items-center gap-1 pt-2.5 pr-2 pb-2 pl-4">
          <h1 className="flex-1 text-[15px]">{t('title')}</h1>
          <Button
            variant="ghost"
            size="icon"
            aria-label={t('new')}
            title={t('new')}
            icon={<SquarePen aria-hidden />}
            onClick={() => onOpen(null)}
          />
          <span className="hidden phone:block">
            <Button variant="ghost" size="icon" aria-label={t('closeList')} icon={<X aria-hidden />} onClick={onClose} />
          </span>
        </div>
        <div className="px-2.5 pb-2">
          <Input
            before={<Search aria-hidden className="size-3.5" />}
            type="search"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            placeholder={t('search')}
            aria-label={t('search')}
          />
        </div>
        <ConversationRows search={searched} onClear={() => setSearch('')} current={current} onOpen={onOpen} />
      </aside>
    </>
  )
}
