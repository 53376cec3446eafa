import { expect, test } from 'vitest'
import { doctor } from './doctor'
import { english } from './script-en'
import { chinese } from './script-zh'

test.each(['?', ' i want ', 'like ', 'my mother ', '我觉得'])('a long conversation of %j does not hold up everybody else', (unit) => {
  const said = Array.from({ length: 50 }, () => unit.repeat(100_000))
  const began = process.cpuUsage()
  for (const script of [english, chinese]) expect(doctor(script, said)).not.toBe('')
  expect(process.cpuUsage(began).user / 1000).toBeLessThan(2000)
})

test('a text is answered by its loudest word', () => {
  expect(doctor(english, ['I dreamt of a house. My mother was there.'])).toMatch(/family|mother|dream/i)
})
