import { expect, test } from 'vitest'
import { clock, exactTime, isoDay } from './format-time'

test('a moment is written in the zone of the page, with the zone', () => {
  const moment = new Date('2026-11-22T16:07:41Z')
  expect(isoDay(moment, 'Asia/Shanghai')).toBe('2026-11-23')
  expect(clock(moment, 'Asia/Shanghai')).toBe('00:07:41')
  expect(clock(moment, 'UTC', false)).toBe('16:07')
  expect(exactTime(moment, 'Asia/Shanghai', 'en')).toBe('2026-11-23 00:07:41 GMT+8')
})
