import { expect, test } from 'vitest'
import { pickProblem } from './pick'

test('a new model needs both prices, and free is written as 0', () => {
  expect(pickProblem({ id: 'm', input: '', output: '1' }, new Set())).toBe('input')
  expect(pickProblem({ id: 'm', input: '0', output: '' }, new Set())).toBe('output')
  expect(pickProblem({ id: 'm', input: '0', output: '0' }, new Set())).toBeUndefined()
  expect(pickProblem({ id: 'm', input: '1e3', output: '0' }, new Set())).toBe('input')
})

test('a model that exists keeps its price', () => {
  expect(pickProblem({ id: 'm', input: '', output: '' }, new Set(['m']))).toBeUndefined()
})

test('an id holds no blanks', () => {
  expect(pickProblem({ id: 'a b', input: '0', output: '0' }, new Set())).toBe('id')
})
