import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fieldSentence } from './field-sentence'

// The gateway answers in English. Of its rooms only the operators' test answers a page.
const rooms = join(import.meta.dirname, '..')
const sources = readdirSync(rooms, { recursive: true, encoding: 'utf8' }).filter(
  (path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !/^(db\/generated|gateway\/(?!probe\/stream-test))/.test(path),
)
/**
 * The places where a room names a fault: `fields: { x: 'name' }`, `{ error: 'name' }`, the words of a schema's rule, `wrong(path, 'name')`.
 */
const places = [
  /fields: \{[^}?]*?: ['`]([^'`]+)/g,
  /\b(?:error|message): ['`]([a-z_]+(?::[^'`]*)?)['`]/g,
  /(?:min|max|regex|refine)\(.*, ['`]([A-Za-z][^'`]+)['`]\)/g,
  /wrong\(\[?[^)]*, ['`]([^'`]+)['`]\)/g,
]
const named = sources.flatMap((path) => {
  const text = readFileSync(join(rooms, path), 'utf8')
  return places.flatMap((place) => [...text.matchAll(place)].map(([, name = '']) => ({ path, name })))
})
/** Names that are no faults of fields, that are put together from parts, or that only callers of the gateway are told. */
const others = /^(env|ids|http\/reference\/openapi|keys\/addresses|usage\/series|files\/complete-upload|catalog\/file\/.*)\.ts$/

describe('what is wrong with a field', () => {
  test('is said in the reader’s language, wherever a room says it', () => {
    expect(named.length).toBeGreaterThan(40)
    const unworded = named.filter(({ path, name }) => !others.test(path) && !/\p{Script=Han}/u.test(fieldSentence(name, 'zh-CN')))
    expect(unworded).toEqual([])
  })
  test('holds the values that it is about', () => {
    expect(fieldSentence('alias_taken:hepai/r1:671b\ndeepseek-r1', 'en')).toBe(
      '“hepai/r1:671b” is an alias of the model “deepseek-r1” already.',
    )
    expect(fieldSentence('listed_twice:glm\nlab', 'zh-CN')).toBe('渠道 “lab” 的 “glm” 重复。')
    expect(fieldSentence('invalid_code', 'zh-CN')).toBe('兑换码无效。')
  })
  test('with words of its own is left unchanged', () =>
    expect(fieldSentence('Note: as the caller said', 'zh-CN')).toBe('Note: as the caller said'))
})
