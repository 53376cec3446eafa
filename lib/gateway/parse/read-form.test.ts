import { expect, it } from 'vitest'
import { formParts, membersOf } from './read-form'

const line = '\r\n'
const part = (head: string | Buffer, content: string | Buffer) =>
  Buffer.concat([`--b${line}`, head, line + line, content, line].map((piece) => Buffer.from(piece as string)))
const field = (name: string, text: string | Buffer) => part(`Content-Disposition: form-data; name="${name}"`, text)
const file = (name: string, filename: string, bytes: string | Buffer, type = 'audio/wav') =>
  part(`Content-Disposition: form-data; name="${name}"; filename="${filename}"${line}Content-Type: ${type}`, bytes)
const form = (...parts: Buffer[]) => Buffer.concat([...parts, Buffer.from(`--b--${line}`)])
const read = (...parts: Buffer[]) => formParts(form(...parts), 'b')

it('fields and files are read in their order, with names and contents as they came', () => {
  const bytes = Buffer.from([0, 255, 13, 10, 45, 45, 97])
  const parts = read(field('模型', '识别'), file('file', '會議 "1".wav'.replaceAll('"', '%22'), bytes), field('purpose', ''))
  expect(parts).toEqual([
    { name: '模型', text: '识别' },
    { name: 'file', file: { filename: '會議 "1".wav', type: 'audio/wav', bytes } },
    { name: 'purpose', text: '' },
  ])
})

it('what comes more than once is a list, and so is what says that it is one', () => {
  const parts = read(field('n', '1'), field('n', '9'), field('include[]', 'a'), field('__proto__', 'x'), field('model', 'm'))
  const members = membersOf(parts)
  expect(Object.entries(members)).toEqual([
    ['n', ['1', '9']],
    ['include', ['a']],
    ['__proto__', 'x'],
    ['model', 'm'],
  ])
})

it('a part whose type has parameters keeps it', () => {
  const [sent] = read(file('file', 'a.webm', 'x', 'audio/webm;codecs=opus'))
  expect(sent).toMatchObject({ file: { type: 'audio/webm;codecs=opus' } })
})

it.each<[string, Buffer, string]>([
  ['nothing', Buffer.alloc(0), 'empty'],
  ['no part', Buffer.from('--b--\r\n'), 'empty'],
  ['another boundary', Buffer.from('--c\r\n\r\n\r\n--c--'), 'begin and end'],
  ['a cut in the middle', form(field('a', 'b'), file('file', 'x', 'y'.repeat(100))).subarray(0, 120), 'begin and end'],
  ['no end', field('a', 'b'), 'begin and end'],
  ['10 000 fields', form(...Array.from({ length: 10_000 }, (_, i) => field(`f${i}`, ''))), 'more than 1000 fields'],
  ['long headers', form(part(`X-Long: ${'x'.repeat(10_000)}`, 'a')), 'headers of more than'],
  ['headers that are no UTF-8', form(part(Buffer.from('X-Odd: \xff', 'latin1'), 'a')), 'UTF-8'],
  ['no name', form(part('Content-Type: text/plain', 'a')), 'no name'],
  ['a long name', form(field('x'.repeat(201), 'a')), 'longer than 200'],
  ['NUL in a name', form(field('a\0', 'b')), 'NUL'],
  ['NUL in a file’s name', form(file('a', 'b\0', 'c')), 'NUL'],
  ['NUL in a text', form(field('a', 'b\0')), 'NUL'],
  ['a text that is none', form(field('a', Buffer.from([0xff, 0xfe]))), 'needs a filename'],
  ['a long text', form(field('a', 'x'.repeat(2 ** 20 + 1))), 'longer than 1 MiB'],
])('is refused by what is wrong: %s', (_, bytes, words) => {
  expect(() => formParts(bytes, 'b')).toThrow(expect.objectContaining({ code: 'invalid_request', message: expect.stringContaining(words) }))
})
