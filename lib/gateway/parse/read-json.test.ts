import { expect, test, vi } from 'vitest'
import { parseJson } from './read-json'

const passedOn = (text: string) => JSON.stringify(parseJson(Buffer.from(text)))

test('members that we know nothing of go on as they came, numbers of 64 bits too', () => {
  const body = '{"model":"m","seed":9223372036854775807,"low":-12345678901234567890,"schema":{"maximum":9007199254740991},"list":[1e3,0.1]}'
  expect(passedOn(body)).toBe(body.replace('1e3', '1000'))
})

test('digits inside texts stay text', () => {
  const body = '{"model":"m","messages":[{"role":"user","content":"12345678901234567890"}],"t":0.1234567890123456789}'
  expect(passedOn(body)).toBe(body.replace('0.1234567890123456789', '0.12345678901234568'))
})

test('a body that would take long to parse is not parsed', () => {
  const refused = (text: string) => expect(() => parseJson(Buffer.from(text))).toThrow(expect.objectContaining({ code: 'invalid_request' }))
  const parse = vi.spyOn(JSON, 'parse')
  refused(`{"x":${'['.repeat(8_000_000)}${']'.repeat(8_000_000)}}`)
  refused(`{"x":[[${'{},'.repeat(8_000_000)}{}]]}`)
  refused(`{"x":[${`[${'0,'.repeat(90_000)}0],`.repeat(6)}0]}`)
  expect(parse).not.toHaveBeenCalled() // Parsing would take many seconds and a gigabyte.
  parse.mockRestore()
  expect(passedOn(`{"x":"${'[{,'.repeat(1_000_000)}"}`)).toContain('[{,[{,')
})

test('digits are not kept in a body where looking at every number would take long', () => {
  const parse = vi.spyOn(JSON, 'parse')
  const looked = (values: number) => {
    parse.mockClear()
    passedOn(`{"seed":1234567890123456789,"list":[${'1,'.repeat(values)}1]}`)
    return parse.mock.lastCall?.[1] !== undefined
  }
  expect([looked(4000), looked(90_000)]).toEqual([true, false])
  parse.mockRestore()
})
