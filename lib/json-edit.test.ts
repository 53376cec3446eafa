import { expect, test } from 'vitest'
import { editedFrom, namesIn, rewritten } from './json-edit'

/** A generator with a seed, so that what fails once fails again. */
function randomFrom(seed: number) {
  let state = seed
  return (below: number): number => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0
    return ((state ^ (state >>> 13)) >>> 0) % below
  }
}
type Random = ReturnType<typeof randomFrom>

const words = [
  'model',
  '"model":"x"',
  '\\',
  '\\"',
  '\\\\"',
  '{',
  '}]',
  '[',
  ':',
  ',',
  ' ',
  '敏捷',
  '\ud83e\udd8a',
  '\n',
  '\u0001',
  'usage',
  '﻿',
  'a',
]
const text = (random: Random, most: number) => Array.from({ length: random(most) }, () => words[random(words.length)]).join('')
const spaces = (random: Random) => ['', '', ' ', '\n\t', '\r\n  '][random(5)] as string

/** JSON of a value, with space wherever it may stand and some letters escaped. */
function written(random: Random, value: unknown): string {
  const s = () => spaces(random)
  if (Array.isArray(value)) return `[${s()}${value.map((item) => written(random, item)).join(`${s()},${s()}`)}${s()}]`
  if (typeof value === 'object' && value !== null)
    return `{${s()}${Object.entries(value)
      .map(([name, item]) => `${JSON.stringify(name)}${s()}:${s()}${written(random, item)}`)
      .join(`${s()},${s()}`)}${s()}}`
  const json = JSON.stringify(value)
  return typeof value === 'string' && random(4) === 0
    ? json.replace(/[a-z](?=[^"\\]*"$)/, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`)
    : json
}

function anything(random: Random, depth: number): unknown {
  const kind = random(depth > 0 ? 8 : 6)
  if (kind === 0) return text(random, 30)
  if (kind === 1) return (random(2_000_000) - 1_000_000) / ([1, 7, 1e-9, 1e12][random(4)] as number)
  if (kind === 2) return [true, false, null][random(3)]
  if (kind === 3) return Array.from({ length: random(40) }, () => random(100_000))
  if (kind === 4) return ''
  if (kind === 5) return []
  if (kind === 6) return Array.from({ length: random(6) }, () => anything(random, depth - 1))
  return members(random, random(6), depth - 1)
}

const names = ['model', 'usage', '_cost', 'input', 'documents', 'data', '__proto__', '1', '', '名', 'a b']
const members = (random: Random, count: number, depth: number): Record<string, unknown> =>
  Object.fromEntries(Array.from({ length: count }, () => [names[random(names.length)] as string, anything(random, depth)]))

const filler = 'x'.repeat(editedFrom)

const parsed = (json: { toString(): string }) => JSON.parse(json.toString()) as Record<string, unknown>
const edited = (json: string, edit: (object: Record<string, unknown>) => Record<string, unknown>) => {
  const object = parsed(json)
  return rewritten(edit(object), { object, bytes: Buffer.from(json) })
}

test('an object in the words of its original says what one written anew says', () => {
  let inItsWords = 0
  for (let seed = 1; seed <= 3000; seed++) {
    const random = randomFrom(seed)
    const made = {
      ...members(random, random(8), 3),
      ...(random(10) > 0 && { input: [text(random, 50), filler] }),
      ...members(random, random(4), 3),
    }
    const json = spaces(random) + written(random, made) + (seed % 3 === 0 ? ' '.repeat(editedFrom) : '') + spaces(random)
    const set = {
      model: text(random, 6),
      ...(random(2) && { _cost: JSON.rawJSON('0.000100') }),
      ...(random(3) === 0 && members(random, 2, 1)),
    }
    const gone = Object.fromEntries(names.filter(() => random(6) === 0).map((name) => [name, undefined]))
    let anew = ''
    const result = edited(json, (object) => {
      const next = random(20) === 0 ? gone : { ...object, ...gone, ...set }
      anew = JSON.stringify(next)
      return next
    })
    if (Buffer.isBuffer(result)) inItsWords++
    const now = parsed(result)
    expect([seed, now]).toEqual([seed, parsed(anew)])
    expect([seed, Object.keys(now).sort()]).toEqual([seed, Object.keys(parsed(anew)).sort()])
  }
  expect(inItsWords).toBeGreaterThan(2000)
})

test('the members that stay go on byte for byte', () => {
  const rest = `"seed": 12345678901234567890, "t":1.50e-2,"documents" : ["\\u0061" , "${filler}"]`
  const renamed = (json: string) => edited(json, (object) => ({ ...object, model: '上游', n: 1, seed: object.seed })).toString()
  expect(renamed(`{ "model" : "public" , ${rest} }`)).toBe(`{"model" : "上游",${rest.replace(', "t"', ',"t"')},"n":1}`)
  expect(renamed(`{${rest}}`)).toBe(`{${rest.replace(', "t"', ',"t"')},"model":"上游","n":1}`)
})

test('a whole number is written as one, whatever the length of the body', () => {
  const numbers = (given: string) => edited(`{${given},"input":"${filler}"}`, (object) => object).toString()
  expect(numbers('"a":4096.0,"b":4e3,"c":-2.50')).toBe(`{"a":4096,"b":4000,"c":-2.50,"input":"${filler}"}`)
})

test('what only a parser can tell is written anew', () => {
  const anew = (json: string) =>
    expect(edited(json, (object) => ({ ...object, model: 'm' }))).toBe(JSON.stringify({ ...parsed(json), model: 'm' }))
  anew(`{"model":"a","input":"${filler}","model":"b"}`)
  anew(`{"model":"a","input":"${filler}","mod\\u0065l":"b"}`)
  anew(`{"input":"cheap","model":"a","input":"${filler}"}`)
  anew('{"model":"a"}')
  expect(rewritten({ a: 1 }, { object: { a: 1 }, bytes: undefined })).toBe('{"a":1}')
  expect(rewritten({ a: 1 }, undefined)).toBe('{"a":1}')
})

test('names are counted as often as they are written', () => {
  const count = (json: string) => namesIn(Buffer.from(json))
  expect(count('{"a":{"b:":":","b":[{"c":"\\":"},{"c":1}]},"d":"x:y"}')).toBe(6)
  expect(count('{"a":[{"b":1,"b":2}]}')).toBe(3)
  expect(count('{}')).toBe(0)
})
