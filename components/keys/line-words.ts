'use client'
import { useTranslations } from 'next-intl'
import type { LineProblem } from './ip-lines'

export function useLineWords() {
  const t = useTranslations('keys.ip')
  return (problem: LineProblem) => t(problem.why, { line: problem.line, part: problem.part })
}
