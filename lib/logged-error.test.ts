import { expect, it } from 'vitest'
import * as z from 'zod'
import { loggable } from './loggable'

const secret = 'hunter2 at midnight'
const thrown = (does: () => unknown): unknown => {
  try {
    return does()
  } catch (error) {
    return error
  }
}

it.each([
  ['JSON', () => JSON.parse(`{"a": ${secret}"b"}`)],
  ['a URL', () => new URL(secret)],
  ['a header', () => new Headers({ a: `${secret}\nb` })],
  [
    'a schema',
    () =>
      z
        .object({})
        .strict()
        .parse({ [secret]: secret }),
  ],
  ['a number', () => BigInt(secret)],
  ['an operator', () => 'a' in (secret as never)],
  ['text that looks like a stack', () => JSON.parse(`{"\n    at ${secret} (/lib/a.ts:1:1)\n    at b (/lib/b.ts:1:1)`)],
  ['PostgreSQL', () => Object.assign(new Error(`invalid input syntax for type integer: "${secret}"`), { code: '22P02', detail: secret })],
  ['a cause', () => new Error('failed', { cause: new Error(`no such thing: '${secret}'`) })],
  ['many lines', () => new Error(`Invalid \`db.message.create()\` invocation:\n{ title: ${secret}\n    at ${secret} (/lib/a.ts:1:1) }`)],
  ['its own name and code', () => Object.assign(new Error('x'), { name: secret, code: secret, constraint: secret })],
  ['what is no error', () => secret],
])('%s that quotes what was sent is told without it', (_, does) => {
  const told = JSON.stringify(loggable({ error: thrown(does) }))
  expect(told).not.toContain('hunter2')
  expect(told).toMatch(/"error":("string"|\{"name":"\w+)/)
})

it('an operator still reads what happened and where', () => {
  const error = Object.assign(new TypeError("Cannot read properties of undefined (reading 'id')"), { code: 'P2002' })
  expect(loggable({ error })).toMatchObject({
    error: { name: 'TypeError', code: 'P2002', stack: expect.stringContaining('logged-error.test.ts') },
  })
})
