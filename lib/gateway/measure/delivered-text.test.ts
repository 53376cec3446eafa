import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { beforeAll, expect, test } from 'vitest'
import { options } from '../relay/__fixtures__/feed'
import { AnswerStream } from '../relay/answer-stream'
import { countTokens, loadCounter } from './count-tokens'
import { CONTENT, DeliveredText, REASONING } from './delivered-text'

const mebibyte = 1024 * 1024
beforeAll(loadCounter)

function heap(): number {
  setFlagsFromString('--expose-gc')
  // The text that a pattern was last found in is kept, once a process.
  void /x/.exec('x')
  runInNewContext('gc')()
  return process.memoryUsage().heapUsed
}

test('an answer of twenty megabytes in small pieces takes about one of memory', () => {
  const before = heap()
  const delivered = new DeliveredText()
  for (let at = 0; at < 20 * mebibyte; at += 6) delivered.add(0, CONTENT, ' river')
  expect(heap() - before).toBeLessThan(4 * mebibyte)
  expect(delivered.length).toBeGreaterThanOrEqual(20 * mebibyte)
  expect(delivered.plain).toBe(false)
  const wanted = (20 * mebibyte) / 6
  expect(delivered.tokens()).toBeGreaterThan(wanted * 0.99)
  expect(delivered.tokens()).toBeLessThan(wanted * 1.01)
})

test('a stream does not keep its first event, however large', () => {
  const reader = new AnswerStream(options({ model: 'm', wantsUsage: true }))
  const before = heap()
  function readLarge() {
    reader.read(JSON.stringify({ id: 'c', model: 'm', choices: [{ index: 0, delta: { content: ' river'.repeat(mebibyte) } }] }), '')
    reader.take()
  }
  readLarge()
  expect(heap() - before).toBeLessThan(2 * mebibyte)
  expect(reader.hasContent).toBe(true)
})

test('what waits to be counted does not keep the large piece that it was the end of', () => {
  const before = heap()
  const delivered = new DeliveredText()
  for (let choice = 0; choice < 8; choice++) delivered.add(choice, CONTENT, ' international-understanding'.repeat(36_000))
  expect(heap() - before).toBeLessThan(2 * mebibyte)
  expect(delivered.tokens()).toBeGreaterThan(8 * 36_000)
})

test('what is counted never depends on when it is counted, nor falls while text is added', () => {
  const words = ['in', 'ter', 'nation', 'al', '人工', '智能', ' the', '\n\n', '😀', ' x'.repeat(50)]
  const [once, often] = [new DeliveredText(), new DeliveredText()]
  let last = 0
  for (let i = 0; i < 9000; i++) {
    const word = words[(i * 7) % words.length] ?? ''
    for (const each of [once, often]) each.add(0, i % 3 === 0 ? REASONING : CONTENT, word)
    if (i % 100 > 0) continue
    const tokens = often.tokens()
    expect(tokens).toBeGreaterThanOrEqual(last)
    last = tokens
  }
  expect(often.tokens()).toBe(once.tokens())
  expect(often.text()).toBe(once.text())
})

test('texts that were counted are not kept, whatever rare words are in them', () => {
  const before = heap()
  const rare = (i: number) => `internationalunderstanding${i}`.replace(/\d/g, (digit) => 'qwxyzjkvbf'[Number(digit)] ?? '')
  for (let i = 0; i < 300; i++) countTokens(` ${rare(i)}${' river stone light'.repeat(11_000)}`)
  expect(heap() - before).toBeLessThan(8 * mebibyte)
})

test('strands and answers are counted as if each stood alone', () => {
  const delivered = new DeliveredText()
  for (const word of ['hel', 'lo ', 'wor', 'ld']) {
    delivered.add(0, CONTENT, word)
    delivered.add(1, CONTENT, word)
    delivered.add(1, REASONING, word)
  }
  delivered.whole = true
  expect(delivered.tokens()).toBe(3 * countTokens('hello world'))
  expect(delivered.tokensOf(0)).toBe(countTokens('hello world'))
  expect(delivered.tokensOf(1)).toBe(2 * countTokens('hello world'))
  expect([delivered.lengthOf(0), delivered.lengthOf(1), delivered.lengthOf(2)]).toEqual([11, 22, 0])
  expect(delivered.strand(1, REASONING)).toBe('hello world')
})
