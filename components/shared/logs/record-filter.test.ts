import { createLoader } from 'nuqs/server'
import { expect, test } from 'vitest'
import { recordParams, recordsAsked } from './record-filter'

const asked = (address: string, scope: 'own' | 'all' = 'all') =>
  recordsAsked(scope, createLoader(recordParams)(`https://x/logs?${address}`), Date.now())

test('the address says what is asked for, and what it gets wrong is left out', () => {
  expect(asked('model=glm-5.1&status=failed&id=%20req_1%20')).toMatchObject({ model: 'glm-5.1', status: 'failed', requestId: 'req_1' })
  expect(Object.values(asked('status=nonsense&span=year&id=%20')).every((value) => value === null)).toBe(true)
})

test('a brushed span goes before a named one, and one that ends before it begins is none', () => {
  const from = '2026-10-03T00:00:00.000Z'
  const to = '2026-10-04T00:00:00.000Z'
  expect(asked(`from=${from}&to=${to}&span=week`)).toMatchObject({ from, to })
  expect(asked(`from=${to}&to=${from}`)).toMatchObject({ from: null, to: null })
})

test('only operators ask for one user', () => {
  expect(asked('userId=7').userId).toBe('7')
  expect(asked('userId=7', 'own').userId).toBeNull()
})
