'use client'
import { Search, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { facetVariants } from './facet-variants'

interface Props {
  value: string
  onChange: (value: string) => void
  placeholder: string
}

export function SearchField({ value, onChange, placeholder }: Props) {
  const t = useTranslations('common')
  return (
    <div className={facetVariants({ state: 'search' })}>
      <Search size={14} className="flex-none text-ink-3" aria-hidden />
      <input
        type="text"
        inputMode="search"
        className="min-w-0 flex-1 bg-transparent outline-0 focus-visible:shadow-none phone:text-[16px]"
        aria-label={placeholder}
        placeholder={placeholder}
        value={value}
        onChange={(event) => onChange(event.target.value)}
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
