import { expect, it } from 'vitest'
import { beginAttempt } from './attempts'

it('locks out the address that guesses, not the owner elsewhere, and after a hundred failures everybody', () => {
  const guess = (place: number) => beginAttempt('user 1', `203.0.113.${place}`)
  const refused = expect.objectContaining({ code: 'login_limited' })
  for (let tries = 0; tries < 10; tries++) guess(1)
  expect(() => guess(1)).toThrow(refused)
  beginAttempt('user 1', '198.51.100.1').passed()
  expect(() => guess(1)).toThrow(refused)
  for (let place = 2; place <= 10; place++) for (let tries = 0; tries < 10; tries++) guess(place)
  expect(() => beginAttempt('user 1', '198.51.100.1')).toThrow(refused)
  beginAttempt('user 2', '203.0.113.1').passed()
})
