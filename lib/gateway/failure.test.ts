import { expect, test } from 'vitest'
import { failureOfStatus, retryAfterOf, wordsForLog } from './failure'

const logged = (status: number, message: string) => wordsForLog(failureOfStatus(status, { message }), 'sk-upstream')

test('no credential and no prompt reaches the log, however long an upstream talks', () => {
  expect(logged(401, 'Incorrect API key provided: sk-upstream.')).toBe('Incorrect API key provided: ….')
  expect(logged(400, 'messages[0].content: "my secret question" is not valid')).toBeUndefined()
  expect(logged(400, 'too many input tokens in "my secret question"')).toBeUndefined()
  expect(logged(500, 'x'.repeat(100_000))).toHaveLength(300)
})

test.each([
  ['2', 2000],
  ['0.5', 500],
  ['Thu, 01 Jan 1970 00:00:03 GMT', 3000],
  ['99999999', 3_600_000],
  [`1${'0'.repeat(400)}`, 3_600_000],
  ['soon', undefined],
  [undefined, undefined],
])('an upstream that asks for rest gets it, within an hour: %s', (header, ms) => {
  expect(retryAfterOf(header, 0)).toBe(ms)
})
