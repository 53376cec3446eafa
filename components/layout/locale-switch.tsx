'use client'
import { useTranslations } from 'next-intl'
import { useLocaleChange } from './use-locale-change'

/** Switches between the two languages by one press. The chip is shown where people are signed in. */
export function LocaleSwitch({ look }: { look: 'chip' | 'button' }) {
  const t = useTranslations('nav')
  const { locale, change, busy } = useLocaleChange(look === 'chip')
  return (
    <button
      type="button"
      className={look === 'chip' ? 'chip' : 'btn btn-s h-8!'}
      aria-busy={busy || undefined}
      title={t('switchLanguage')}
      onClick={() => change(locale === 'en' ? 'zh-CN' : 'en')}
    >
      中 / EN
    </button>
  )
}
