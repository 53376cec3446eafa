'use client'
import { Search, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ChangeEvent } from 'react'
import { useTypedBefore } from '@/components/ui/use-typed-before'
import { facetVariants } from './facet-variants'

interface Props {
  value: string
  onChange: (value: string) => void
  placeholder: string
}

export function SearchField({ value, onChange, placeholder }: Props) {
  const t = useTranslations('common')
  const change = (event: ChangeEvent<HTMLInputElement>) => onChange(event.target.value)
  const typed = useTypedBefore({ value, onChange: change }, undefined)
  return (
    <div className={facetVariants({ state: 'search' })}>
      <Search size={14} className="flex-none text-ink-3" aria-hidden />
      <input
        ref={typed}
        type="text"
        inputMode="search"
        className="min-w-0 flex-1 bg-transparent outline-0 focus-visible:shadow-none phone:text-[16px]"
        aria-label={placeholder}
        placeholder={placeholder}
        value={value}
        onChange={change}
        onKeyDown={(event) => event.key === 'Escape' && onChange('')}
      />
      {value && (
        <button type="button" aria-label={t('clear')} onClick={() => onChange('')}>
          <X size={14} className="flex-none text-ink-3" aria-hidden />
        </button>
      )}
    </div>
  )
}
