import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createTranslator } from 'next-intl'
import { root } from '../atrium.ts'

export const locales = ['zh-CN', 'en'] as const
export type Locale = (typeof locales)[number]

export type Words = (key: string, values?: Record<string, string | number>) => string

/** The texts of the pages, so that one test runs in every language: `t('keys.create')`. */
export function wordsOf(locale: Locale): Words {
  const folder = join(root, 'messages', locale)
  const areas = readdirSync(folder).map((file) => [file.replace('.json', ''), JSON.parse(readFileSync(join(folder, file), 'utf8'))])
  return createTranslator({
    locale,
    messages: Object.fromEntries(areas),
    onError: (error) => {
      throw error
    },
  }) as unknown as Words
}
