'use client'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import type { LineProblem } from './ip-lines'
import { keyFormSchema } from './key-form-schema'

export function useKeySchema() {
  const t = useTranslations('keys')
  const limits = useTranslations('limits')
  const ip = useTranslations('keys.ip')
  const line = (problem: LineProblem) => ip(problem.why, { line: problem.line, part: problem.part })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words change only with the language, and so does t
  return useMemo(
    () =>
      keyFormSchema({
        amount: t('amountRule'),
        amountOrNone: limits('amountFormat'),
        whole: limits('wholeFormat'),
        date: t('dateRule'),
        past: t('pastRule'),
        line,
      }),
    [t],
  )
}
