import { beforeAll, expect, it } from 'vitest'
import { freshDatabase } from '@/tests/database'
import { arrayLiteral } from './array-literal'
import { pool } from './pool'

beforeAll(async () => {
  await freshDatabase()
})

it('writes text that PostgreSQL reads as the same values, whatever they hold', async () => {
  const texts = [
    '',
    ' ',
    'NULL',
    'null',
    null,
    undefined,
    'a,b',
    '{}',
    '"',
    '\\',
    '\\"',
    "'",
    'a b',
    '渠道 🙂',
    '\n\t',
    '{"a":["\\"x\\""]}',
    'call_0Vb-./:+',
  ]
  const numbers = [0, -1, 2147483647, null]
  const { rows } = await pool().query(
    'select $1::text[] as texts, $2::int[] as numbers, $3::bigint[]::text[] as bigs, $4::boolean[] as flags',
    [arrayLiteral(texts), arrayLiteral(numbers), arrayLiteral([9_000_000_000_000_000_000n, -1n, null]), arrayLiteral([true, false, null])],
  )
  expect(rows[0]).toEqual({
    texts: texts.map((text) => text ?? null),
    numbers,
    bigs: ['9000000000000000000', '-1', null],
    flags: [true, false, null],
  })
  expect((await pool().query('select cardinality($1::text[]) as n', [arrayLiteral([])])).rows[0].n).toBe(0)
})
