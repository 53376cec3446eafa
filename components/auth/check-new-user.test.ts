import { expect, test } from 'vitest'
import { checkNewUser } from './check-new-user'

const user = { username: 'lihua', password: 'long-enough', again: 'long-enough', email: '', referralCode: '' }

test('a complete registration has no problems, e-mail and invitation are optional', () => expect(checkNewUser(user, 8)).toEqual({}))

test('each problem is shown at its field', () => {
  expect(checkNewUser({ ...user, username: 'a@b', password: 'short', again: 'other', email: 'nobody' }, 8)).toEqual({
    username: { problem: 'username' },
    password: { problem: 'tooShort', size: 8 },
    again: { problem: 'mismatch' },
    email: { problem: 'email' },
  })
  expect(checkNewUser({ ...user, username: ' ', again: '' }, 8)).toEqual({
    username: { problem: 'required' },
    again: { problem: 'required' },
  })
})
