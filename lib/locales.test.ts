import { describe, expect, test } from 'vitest'
import { chooseLocale } from './locales'

describe('the language of a page', () => {
  test('is what the visitor chose before', () => expect(chooseLocale('en', 'zh-CN')).toBe('en'))
  test('else follows the browser by its order of preference', () => expect(chooseLocale(undefined, 'fr, zh;q=0.3, en-GB;q=0.7')).toBe('en'))
  test('treats every kind of Chinese as Chinese', () => expect(chooseLocale('', 'zh-TW,en;q=0.5')).toBe('zh-CN'))
  test('is Chinese without any preference', () => {
    expect(chooseLocale(undefined, null)).toBe('zh-CN')
    expect(chooseLocale('xx', 'fr')).toBe('zh-CN')
  })
})
