import { expect, test } from 'vitest'
import { failureOfStatus, wordsForLog } from './failure'

const logged = (status: number, message: string) => wordsForLog(failureOfStatus(status, { message }), 'sk-upstream')

test('no credential and no prompt reaches the log, however long an upstream talks', () => {
  expect(logged(401, 'Incorrect API key provided: sk-upstream.')).toBe('Incorrect API key provided: ….')
  expect(logged(400, 'messages[0].content: "my secret question" is not valid')).toBeUndefined()
  expect(logged(400, 'too many input tokens in "my secret question"')).toBeUndefined()
  expect(logged(500, 'x'.repeat(100_000))).toHaveLength(300)
})
