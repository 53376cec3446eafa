import { expect, test } from 'vitest'
import { safeNext } from './safe-next'

test('after signing in the user stays on this site', () => {
  expect(safeNext('/keys?q=a')).toBe('/keys?q=a')
  for (const other of [
    '//evil.example',
    'https://evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/.//evil.example',
    'javascript:alert(1)',
    '',
    null,
  ])
    expect(safeNext(other)).toBe('/dashboard')
})
