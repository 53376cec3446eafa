import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { errorCodes } from '@/lib/errors'

it('every error has a sentence in every language', () => {
  for (const locale of ['en', 'zh-CN']) {
    const words = JSON.parse(readFileSync(`messages/${locale}/errors.json`, 'utf8')) as Record<string, unknown>
    for (const code of errorCodes) expect(words[code], `${locale} ${code}`).toEqual(expect.any(String))
  }
})
