import { expect, test } from 'vitest'
import { asked, delta, done, failed, finish, finishWith, type Pair, role, say, up, usage } from './__fixtures__/chunks'
import { answerOf, feed, options, settling } from './__fixtures__/feed'
import { openStream } from './open-stream'

const words = (text: string) => text.split(/(?= )/).map((word) => say(word))
const asSecond = (pairs: Pair[]) => up(...pairs).map((text) => text.replace('"id":"c1"', '"id":"c2"').replace('"created":1', '"created":2'))

/** The first stream is cut after these chunks; the others are what comes when the request is sent again. */
async function resumed(first: Pair[], ...others: (string[] | null)[]) {
  const reading = options()
  const opened = await openStream(answerOf(feed(up(...first), 'reset')), reading)
  if (!opened.ok) throw new Error(opened.reason)
  const { ends, settled } = settling()
  const asks: string[] = []
  const body = opened.start({
    ...ends,
    again: async ({ how }) => {
      asks.push(how)
      const next = others.shift()
      return next ? { ...reading, response: answerOf(feed(next)) } : null
    },
  })
  let out = ''
  for await (const part of body) out += part
  return { out, settled, asks }
}

const whole = 'one two three four five'
const begun = [role, ...words('one two three')]
const again = [role, ...words(whole), finishWith(usage(5, 5))]

test('a cut stream goes on where it broke: no word doubled, changed or missing', async () => {
  const { out, settled, asks } = await resumed(begun, asSecond(again))
  expect(out).toBe(asked(role, ...words(whole), finish()) + done)
  expect(asks).toEqual(['cut'])
  expect(settled).toMatchObject([{ how: 'complete', text: whole, usage: { outputTokens: 5 } }])
})

test('wherever it breaks and however the second answer is cut into chunks', async () => {
  for (let broke = 1; broke <= 5; broke++) {
    for (let size = 1; size <= whole.length; size++) {
      const second = (whole.match(new RegExp(`.{1,${size}}`, 'g')) ?? []).map((text) => say(text))
      const { out, settled } = await resumed(words(whole).slice(0, broke), asSecond([...second, finish()]))
      const text = [...out.matchAll(/"content":"([^"]*)"/g)].map(([, word]) => word).join('')
      expect(text).toBe(whole)
      expect(out.endsWith(done)).toBe(true)
      expect(settled).toMatchObject([{ how: 'complete', text: whole }])
    }
  }
})

test('where the texts part there is an error, no end marker, and only what was delivered is counted', async () => {
  const { out, settled, asks } = await resumed(begun, asSecond([role, ...words('one two other'), finish()]))
  expect(out).toBe(asked(...begun) + failed)
  expect(asks).toEqual(['cut'])
  expect(settled).toMatchObject([{ how: 'parted', text: 'one two three', usage: null }])
})

test('a second answer that is shorter than what was delivered parts too', async () => {
  const { out, settled } = await resumed(begun, asSecond([role, ...words('one two'), finish()]))
  expect(out).toBe(asked(...begun) + failed)
  expect(settled).toMatchObject([{ how: 'parted', text: 'one two three' }])
})

test('a second cut is met by a third attempt; nothing left to try is an error', async () => {
  const twice = await resumed(begun, asSecond(words('one two three four')), asSecond(again))
  expect(twice.out).toBe(asked(role, ...words(whole), finish()) + done)
  const lost = await resumed(begun, asSecond(words('one two')), null)
  expect(lost.out).toBe(asked(...begun) + failed)
  expect(lost.asks).toEqual(['cut', 'cut'])
  expect(lost.settled).toMatchObject([{ how: 'cut', text: 'one two three' }])
})

test('reasoning is compared as well', async () => {
  const think = (text: string) => delta({ reasoning_content: text })
  const { out } = await resumed([think('a'), think('b'), say('x')], asSecond([think('ab'), say('xy'), finish()]))
  expect(out).toBe(asked(think('a'), think('b'), say('x'), say('y'), finish()) + done)
  const parted = await resumed([think('a'), think('b'), say('x')], asSecond([think('ac'), say('xy'), finish()]))
  expect(parted.out).toBe(asked(think('a'), think('b'), say('x')) + failed)
})

test('tool calls cannot be compared, so they are not sent again', async () => {
  const call = delta({ tool_calls: [{ index: 0, id: 'call_1', function: { name: 'f', arguments: '' } }] })
  const { out, asks } = await resumed([call], asSecond([call, finish('tool_calls')]))
  expect(out).toBe(asked(call) + failed)
  expect(asks).toEqual([])
})
