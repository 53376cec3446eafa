'use client'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { chipVariants } from './chip-variants'
import { useLocaleChange } from './use-locale-change'

/** Switches between the two languages by one press. The chip is shown where people are signed in. */
export function LocaleSwitch({ look }: { look: 'chip' | 'button' }) {
  const t = useTranslations('nav')
  const { locale, change, busy } = useLocaleChange(look === 'chip')
  const press = { title: t('switchLanguage'), onClick: () => change(locale === 'en' ? 'zh-CN' : 'en') }
  if (look === 'button')
    return (
      <Button size="s" aria-busy={busy || undefined} {...press}>
        中 / EN
      </Button>
    )
  return (
    <button type="button" className={chipVariants()} aria-busy={busy || undefined} {...press}>
      中 / EN
    </button>
  )
}
