import { expect, test } from 'vitest'
import { noUnits } from '@/lib/units'
import type { Usage } from '../generation/part'
import { chargedUsage } from './usage'
import { UsageSoFar } from './usage-so-far'

const usage = (inputTokens: number, outputTokens: number): Usage => ({
  ...noUnits,
  inputTokens,
  outputTokens,
  requests: 1,
  estimated: false,
})
type Event = [text: string, report?: [input: number, output: number]]
const after = (events: Event[]) => {
  const soFar = new UsageSoFar()
  for (const [text, report] of events) soFar.said(text, report && usage(...report))
  return [soFar.current, soFar.last?.inputTokens ?? null, soFar.last?.outputTokens ?? null]
}

test('a report with every chunk is believed, of characters of several tokens and of tokens that are not shown, too', () => {
  expect(after([['', [9, 0]], ['Hi', [9, 1]], [' there', [9, 2]]])).toEqual([true, 9, 2]) // biome-ignore format: one line is one stream
  expect(
    after([
      ['', [9, 0]],
      ['', [9, 3]],
      ['🚀', [9, 4]],
    ]),
  ).toEqual([true, 9, 4])
  expect(
    after([
      ['', [9, 0]],
      ['', undefined],
      ['Hi', [9, 1]],
    ]),
  ).toEqual([true, 9, 1])
})

test.each<[string, Event[], (number | null)[]]>([
  [
    'the final numbers come with every chunk',
    [
      ['', [9, 40]],
      ['Hi', [9, 40]],
    ],
    [null, null],
  ],
  [
    'more tokens than bytes',
    [
      ['Hi', [9, 1]],
      [' there', [9, 13]],
    ],
    [9, 1],
  ],
  [
    'it falls',
    [
      ['Hi there', [9, 4]],
      [' you', [9, 3]],
    ],
    [9, 4],
  ],
  ['a chunk came without', [['Hi', [9, 1]], [' there'], [' you', [9, 3]]], [9, 1]],
  ['none came', [['Hi'], [' there']], [null, null]],
])('it is not believed any more: %s', (_, events, last) => expect(after(events)).toEqual([false, ...last]))

test('whatever is reported, what is charged never falls from chunk to chunk', () => {
  let state = 1
  const random = (below: number) => {
    state = (state * 48_271) % 2_147_483_647
    return state % below
  }
  for (let stream = 0; stream < 300; stream++) {
    const soFar = new UsageSoFar()
    let text = ''
    let last = 0
    const honest = stream % 3 === 0
    for (let k = 1; k <= 40; k++) {
      const piece = 'word 学'.slice(0, 1 + random(6))
      text += piece
      const report = honest ? usage(50, k) : random(10) === 0 ? undefined : usage(40 + random(20), k + random(4) - random(4))
      soFar.said(piece, report)
      const bounds = { mostInput: 100, mostOutput: 60, n: 1 }
      const length = text.length
      const counted = { inputTokens: () => 45, outputTokens: () => Math.ceil(length / 4) }
      const charged = chargedUsage({ reported: null, complete: false, hasContent: true, length, ...counted, bounds, soFar })
      const tokens = (charged?.inputTokens ?? 0) + (charged?.outputTokens ?? 0)
      expect(tokens, `${stream} ${k}`).toBeGreaterThanOrEqual(last)
      last = tokens
    }
    if (honest) expect([soFar.current, soFar.last?.outputTokens]).toEqual([true, 40])
  }
})
