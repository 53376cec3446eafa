'use client'
import { Search, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { debounce, parseAsString, useQueryState } from 'nuqs'

/** Search text that is kept in the URL (`?q=`), written 250 ms after the last key. */
export const useSearch = (name = 'q') => useQueryState(name, parseAsString.withDefault('').withOptions({ limitUrlUpdates: debounce(250) }))

interface Props {
  value: string
  onChange: (value: string) => void
  placeholder: string
}

export function SearchField({ value, onChange, placeholder }: Props) {
  const t = useTranslations('common')
  return (
    <div className="facet facet-search">
      <Search aria-hidden />
      <input
        type="text"
        inputMode="search"
        aria-label={placeholder}
        placeholder={placeholder}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && onChange('')}
      />
      {value && (
        <button type="button" aria-label={t('clear')} onClick={() => onChange('')}>
          <X aria-hidden />
        </button>
      )}
    </div>
  )
}
