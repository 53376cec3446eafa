import { beforeAll, expect, test } from 'vitest'
import { AnswerCeiling } from './answer-ceiling'
import { countTokens, loadCounter } from './count-tokens'
import { CONTENT, DeliveredText } from './delivered-text'

beforeAll(loadCounter)

/** What of these pieces goes out under a ceiling. */
function relayed(pieces: string[], most: number) {
  const delivered = new DeliveredText()
  const ceiling = new AnswerCeiling(most, delivered)
  for (const piece of pieces) {
    const part = ceiling.isFar(0, piece.length) ? piece : ceiling.share(0, piece)
    if (part) delivered.add(0, CONTENT, part)
    if (part !== piece) return { text: delivered.text(), cut: true }
    ceiling.said(0)
  }
  return { text: delivered.text(), cut: false }
}
const words = (count: number) => Array.from({ length: count }, (_, i) => [' river', ' stone', ' light', ' garden'][i % 4] ?? '')

test.each([1, 5, 20, 100, 1000])('an answer of one token a piece ends exactly at its ceiling of %i', (most) => {
  expect(relayed(words(most), most)).toEqual({ text: words(most).join(''), cut: false })
  expect(relayed(words(most * 3), most)).toEqual({ text: words(most).join(''), cut: true })
})

test('an upstream that keeps to the ceiling by a tokenizer of its own is not cut', () => {
  const dense = '量子力学中的薛定谔方程描述了微观粒子的状态随时间的演化规律'.repeat(3)
  const pieces = dense.match(/.{1,2}/gsu) ?? []
  expect(countTokens(dense)).toBeGreaterThan(pieces.length)
  expect(relayed(pieces, pieces.length).cut).toBe(false)
})

test('an upstream that hands out single letters is not cut before the words come to the ceiling', () => {
  const letters = [...words(20).join('')]
  expect(relayed(letters, 20).cut).toBe(false)
  const more = relayed([...words(40).join('')], 20)
  expect(more.cut).toBe(true)
  expect(countTokens(more.text)).toBeLessThanOrEqual(24)
})

test.each([' river stone', '人工智能', '😀', 'x'])('one piece far above the ceiling goes out as a beginning (%s)', (unit) => {
  const { text, cut } = relayed([unit.repeat(5000)], 30)
  expect(cut).toBe(true)
  expect(text.length).toBeGreaterThan(0)
  expect(text.isWellFormed()).toBe(true)
  expect(countTokens(text)).toBeLessThanOrEqual(30)
})

test('however it comes, an answer never comes to more than twice its ceiling and 32', () => {
  let seed = 7
  const random = (below: number) => {
    seed = (seed * 1103515245 + 12345) % 2 ** 31
    return seed % below
  }
  for (let round = 0; round < 40; round++) {
    const most = 1 + random(200)
    const pieces = Array.from({ length: 300 }, () => words(1 + random(40)).join(''))
    const { text, cut } = relayed(pieces, most)
    expect(cut).toBe(true)
    expect(countTokens(text)).toBeLessThanOrEqual(most * 2 + 32)
  }
})
