import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { locales } from '@/lib/locales'
import { events } from './events'

it.each(locales)('every event has its words in %s', (locale) => {
  const words = JSON.parse(readFileSync(join(import.meta.dirname, '../../messages', locale, 'notices.json'), 'utf8'))
  for (const event of Object.keys(events)) {
    expect(words[event]?.title, event).toBeTruthy()
    expect(words[event]?.body, event).toBeTruthy()
  }
})
