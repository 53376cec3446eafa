import { expect, test } from 'vitest'
import { idOfSegments, modelHref } from './model-href'

test('every id has an address that leads back to it', () => {
  for (const id of ['glm-5.1', 'hepai/deepseek-r1:671b', 'a/b/c', '模型?x#y%20', 'org/100%'])
    expect(idOfSegments(modelHref(id).slice('/models/'.length).split('/'))).toBe(id)
})

test('an address that is no text is no id', () => {
  expect(idOfSegments(['%E0%A4%A'])).toBeNull()
})
