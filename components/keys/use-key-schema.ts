'use client'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { keyFormSchema } from './key-form-schema'
import { useLineWords } from './line-words'

export function useKeySchema() {
  const t = useTranslations('keys')
  const line = useLineWords()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words change only with the language, and so does t
  return useMemo(() => keyFormSchema({ amount: t('amountRule'), date: t('dateRule'), past: t('pastRule'), line }), [t])
}
