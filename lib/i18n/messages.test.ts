import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { locales } from '@/lib/locales'

const root = join(import.meta.dirname, '../../messages')
const areas = (locale: string) => readdirSync(join(root, locale)).sort()

function names(value: unknown, path = ''): string[] {
  if (typeof value === 'string') return [path]
  return Object.entries(value as object).flatMap(([name, inner]) => names(inner, path ? `${path}.${name}` : name))
}
const read = (locale: string, area: string) => JSON.parse(readFileSync(join(root, locale, area), 'utf8')) as unknown

describe('every sentence exists in every language', () => {
  test('the same areas', () => {
    for (const locale of locales) expect(areas(locale)).toEqual(areas('zh-CN'))
  })
  for (const area of areas('zh-CN'))
    test(`the same names in ${area}`, () => {
      for (const locale of locales) expect(names(read(locale, area)).sort()).toEqual(names(read('zh-CN', area)).sort())
    })
})
