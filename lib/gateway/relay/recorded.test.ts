import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { answerOf, feed, options, pieces, relayed } from './__fixtures__/feed'

const folder = new URL('./__fixtures__/', import.meta.url)
const names = readdirSync(folder).filter((name) => name.endsWith('.chunks.txt'))

/** The first line of a recording, a comment, says what is in it. */
interface Expected {
  text: string
  usage: [input: number, output: number]
  finish: string
}

test.each(names)('what %s sends reaches the caller whole, under the name that was asked for', async (name) => {
  const text = readFileSync(new URL(name, folder), 'utf8')
  const wanted = JSON.parse(/^: expect (.*)/.exec(text)?.[1] ?? '') as Expected
  for (const size of [1, 5, 100, text.length * 4]) {
    for (const wantsUsage of [false, true]) {
      const { out, settled } = await relayed(answerOf(feed(pieces(text, size))), options({ wantsUsage }), { cost: '0.5' })
      expect(settled).toMatchObject([
        {
          how: 'complete',
          text: wanted.text,
          finishReason: wanted.finish,
          usage: { inputTokens: wanted.usage[0], outputTokens: wanted.usage[1] },
        },
      ])
      const events = out.split('\n\n').filter(Boolean)
      expect(events.pop()).toBe('data: [DONE]')
      const chunks = events.map((event) => JSON.parse(event.replace(/^data: /, '')))
      expect(chunks.every(({ model }) => model === 'asked')).toBe(true)
      const last = wantsUsage ? chunks.pop() : undefined
      if (last)
        expect(last).toMatchObject({
          choices: [],
          _cost: 0.5,
          usage: { prompt_tokens: wanted.usage[0], completion_tokens: wanted.usage[1] },
        })
      expect(chunks.every(({ usage }) => (wantsUsage ? !usage : usage === undefined))).toBe(true)
      const sent = text
        .split(/\r?\n\r?\n/)
        .flatMap((event) => (/^data: \{.*"choices":\s*\[\{/.test(event) ? [JSON.parse(event.slice(6))] : []))
      expect(chunks.flatMap(({ choices }) => choices)).toEqual(
        sent.flatMap(({ choices }) => choices.map(({ usage: _usage, ...rest }: object & { usage?: unknown }) => rest)),
      )
    }
  }
})
