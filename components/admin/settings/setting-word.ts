'use client'
import { useTranslations } from 'next-intl'

/** The name of a choice's or a switch's value. */
export function useSettingWord() {
  const t = useTranslations('adminSettings')
  return (value: string) => (t.has(`values.${value}`) ? t(`values.${value}`) : value)
}
