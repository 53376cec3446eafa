import { expect, test } from 'vitest'
import { EventParser } from './event-parser'

const events = (chunks: Buffer[], limit = 1 << 20) => {
  const got: [string, string][] = []
  const parser = new EventParser((data, name) => got.push([data, name]) > 0, limit)
  const fits = chunks.every((chunk) => parser.push(chunk)) && parser.end()
  return { got, fits }
}
const parse = (text: string) => events([Buffer.from(text)]).got

test.each([
  ['LF', 'data: a\n\ndata: b\n\n', ['a', 'b']],
  ['CRLF', 'data: a\r\n\r\ndata: b\r\n\r\n', ['a', 'b']],
  ['CR', 'data: a\r\rdata: b\r\r', ['a', 'b']],
  ['line ends of all kinds in one stream', 'data: a\r\ndata: b\n\rdata: c\r\n\n', ['a\nb', 'c']],
  ['no space after the colon', 'data:a\n\n', ['a']],
  ['only one space is taken away', 'data:  a\n\n', [' a']],
  ['several data lines', 'data: a\ndata: b\ndata:\n\n', ['a\nb\n']],
  ['a data line without a colon', 'data\ndata\n\n', ['\n']],
  ['comments', ': hello\n\n:\ndata: a\n: between\n\n', ['a']],
  ['other fields', 'id: 7\nretry: 3\nwhat: ever\ndata: a\nnonsense\n\n', ['a']],
  ['names that only begin like data', 'database: no\ndat: no\ndata: a\n\n', ['a']],
  ['a BOM', '\ufeffdata: a\n\n', ['a']],
  ['events without data', 'event: ping\n\ndata: a\n\n', ['a']],
  ['many blank lines', '\n\n\ndata: a\n\n\n\n\ndata: b\n\n\n', ['a', 'b']],
  ['no blank line at the end', 'data: a\n\ndata: b\n', ['a', 'b']],
  ['no line end at the end', 'data: a\n\ndata: b', ['a', 'b']],
  ['nothing', '', []],
] as const)('an event stream with %s', (_, text, wanted) => {
  expect(parse(text).map(([data]) => data)).toEqual(wanted)
})

test('the name of an event belongs to that event only', () => {
  expect(parse('event: error\ndata: a\n\ndata: b\n\nevent:x\n\ndata: c\n\n')).toEqual([
    ['a', 'error'],
    ['b', ''],
    ['c', ''],
  ])
})

const nasty = Buffer.from(
  '\ufeff: c\r\n\r\ndata: {"a":"héllo 你好 😀"}\r\n\r\ndata:x\rdata:  y\r\revent: e\ndata: 1\r\ndata: 2\n\r\n\ndata\n\ndata: [DONE]',
)
test('chunks may end anywhere: every size and every two cuts give the same events', () => {
  const whole = events([nasty]).got
  expect(whole).toHaveLength(5)
  for (let size = 1; size <= nasty.length; size++) {
    const pieces: Buffer[] = []
    for (let at = 0; at < nasty.length; at += size) pieces.push(nasty.subarray(at, at + size))
    expect(events(pieces).got, `size ${size}`).toEqual(whole)
  }
  for (let a = 0; a < nasty.length; a++) {
    for (let b = a; b < nasty.length; b += 3) {
      expect(events([nasty.subarray(0, a), nasty.subarray(a, b), nasty.subarray(b)]).got, `${a} ${b}`).toEqual(whole)
    }
  }
})

test('an event above the limit is refused, whether in one line, many lines or a comment, and memory stays bounded', () => {
  const limit = 1000
  expect(events([Buffer.from(`data: ${'x'.repeat(900)}\n\n`)], limit).fits).toBe(true)
  expect(events([Buffer.from(`data: ${'x'.repeat(1100)}\n\n`)], limit).fits).toBe(false)
  expect(events([Buffer.from(`data: ${'x'.repeat(1100)}`)], limit).fits).toBe(false)
  expect(events(Array(1100).fill(Buffer.from('x')), limit).fits).toBe(false)
  expect(events(Array(200).fill(Buffer.from('data: x\n')), limit).fits).toBe(false)
  expect(events(Array(200).fill(Buffer.from('data: x\n\n')), limit).fits).toBe(true)
  expect(events(Array(200).fill(Buffer.from(': a comment\n')), limit).fits).toBe(true)
})

test('nothing is read after the taker has had enough', () => {
  const got: string[] = []
  const parser = new EventParser((data) => got.push(data) < 2, 1000)
  expect(parser.push(Buffer.from('data: a\n\ndata: b\n\ndata: c\n\n'))).toBe(true)
  parser.push(Buffer.from('data: d\n\n'))
  parser.end()
  expect(got).toEqual(['a', 'b'])
})
