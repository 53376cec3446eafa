import { beforeAll, expect, test } from 'vitest'
import { Renamer, withoutNullUsage } from '../endpoints/chat/edit-chunk'
import { parsePrompt } from '../endpoints/parse-prompt'
import { askedCeiling } from '../generation/ceiling'
import type { Prompt } from '../generation/request'
import { countTokens, loadCounter } from '../measure/count-tokens'
import { options, relayed } from '../relay/__fixtures__/feed'
import { readAnswer, textOfAnswer } from '../relay/read-answer'
import { eliza as builtin } from './builtin/eliza'
import { openai } from './openai/openai'
import type { RequestTarget } from './protocol'
import { readModels } from './read-models'
import { readAll } from './upstream-response'

const target: RequestTarget = {
  upstreamModel: 'real/name',
  apiKey: 'secret',
  params: null,
  ceiling: 'both',
  unasked: null,
  longest: () => 100,
}
const ask = (more: Partial<Prompt> = {}): Prompt => ({ model: 'asked', messages: [{ role: 'user', content: 'hi' }], ...more })
const sent = (body: Prompt, params: Record<string, unknown> | null = null) =>
  JSON.parse(String(openai.request(parsePrompt(body), { ...target, params }).body))

beforeAll(loadCounter)

test('an OpenAI upstream gets its own name for the model and every member it was sent', () => {
  const request = openai.request(parsePrompt(ask({ temperature: 0, foo: { bar: 1 } })), target)
  expect(request).toMatchObject({ path: '/chat/completions', headers: { authorization: 'Bearer secret', 'accept-encoding': 'identity' } })
  expect(JSON.parse(String(request?.body))).toEqual({ ...ask({ temperature: 0, foo: { bar: 1 } }), model: 'real/name' })
})

test('an upstream without a key gets no authorization', () => {
  expect(openai.request(parsePrompt(ask()), { ...target, apiKey: null }).headers).not.toHaveProperty('authorization')
})

test('usage is asked for in every stream, and only there', () => {
  expect(sent(ask({ stream: true })).stream_options).toEqual({ include_usage: true })
  expect(sent(ask({ stream: true, stream_options: { include_usage: false, x: 1 } })).stream_options).toEqual({ include_usage: true, x: 1 })
  expect(sent(ask({ stream_options: { include_usage: true } }))).not.toHaveProperty('stream_options')
})

test('usage in every chunk is asked of servers that are known to have it, unless caller or target say otherwise', () => {
  const optionsOf = (body: object, params: object | null = null) =>
    JSON.parse(
      String(
        openai.request(parsePrompt({ ...ask(), ...body }), { ...target, params: params as typeof target.params, usageInChunks: true }).body,
      ),
    ).stream_options
  const off = { stream_options: { continuous_usage_stats: false } }
  expect(optionsOf({ stream: true })).toEqual({ include_usage: true, continuous_usage_stats: true })
  expect(optionsOf({ stream: true, ...off })).toEqual({ include_usage: true, continuous_usage_stats: false })
  expect(optionsOf({ stream: true }, off)).toEqual({ include_usage: true, continuous_usage_stats: false })
  expect(optionsOf({})).toBeUndefined()
})

test("a target's members make the model what its name promises", () => {
  const params = { chat_template_kwargs: { thinking: false }, top_k: 5, model: 'x' }
  const body = ask({ chat_template_kwargs: { thinking: true, lang: 'en' }, top_k: 9 })
  expect(sent(body, params)).toMatchObject({ chat_template_kwargs: { thinking: false, lang: 'en' }, top_k: 5, model: 'real/name' })
  expect(body.chat_template_kwargs).toEqual({ thinking: true, lang: 'en' })
})

test.each([
  [{ object: 'list', data: [{ id: 'a', x: 1 }, { id: 'b' }] }, ['a', 'b']],
  [[{ id: 'a' }], ['a']],
  [{ data: ['a', { id: 7 }, null, ''] }, ['a']],
  [{ error: 'no' }, []],
  [null, []],
])('the models of an upstream are read from %j', (json, ids) => {
  expect(readModels(json).map(({ id }) => id)).toEqual(ids)
})

test('a name is edited in place only when it can be no other', () => {
  const { rename } = { rename: (text: string, from: string) => new Renamer('new "x"').rename(text, from) }
  expect(rename('{"model":"a","b":1}', 'a')).toBe('{"model":"new \\"x\\"","b":1}')
  expect(rename('{"x":{"model":"a"},"model":"a"}', 'a')).toBeUndefined()
  expect(rename('{"model":"a","t":"\\"model\\":\\"a\\""}', 'a')).toBeDefined()
  expect(rename('{"\\u006dodel":"a"}', 'a')).toBeUndefined()
  expect(withoutNullUsage('{"a":1,"usage":null}')).toBe('{"a":1}')
  expect(withoutNullUsage('{"a":{"b":1,"usage":null},"usage":null}')).toBeUndefined()
  expect(withoutNullUsage('{"usage":null}')).toBeUndefined()
})

const eliza = (body: Prompt) => {
  const { answer } = builtin
  if (!answer) throw new Error('no answer')
  const request = { model: 'asked', stream: body.stream === true, answers: 1, ceiling: askedCeiling(body), prompt: body }
  return answer(request, { ...target, upstreamModel: 'eliza' }, new AbortController().signal)
}
const talk = async (...said: string[]) => {
  const messages = said.map((content) => ({ role: 'user', content }))
  const { body, ...head } = eliza(ask({ messages }))
  const whole = await readAll(body, { timeoutMs: 1000, signal: new AbortController().signal })
  const answer = readAnswer({ ...head, body: whole }, builtin)
  return answer.ok ? textOfAnswer(answer) : answer.reason
}

test('the doctor says at once what it is', async () => {
  expect(await talk('hello')).toMatch(/ELIZA.*demo.*not a language model/)
  expect(await talk('你好')).toMatch(/ELIZA.*演示.*不是大模型/)
})

test('the doctor turns words round, in English and in Chinese', async () => {
  expect(await talk('hello', 'I am unhappy with my work')).toMatch(/unhappy/)
  expect(await talk('hello', 'I remember my first day with you')).toContain('your first day with me')
  expect(await talk('你好', '我想我的家')).toContain('您的家')
})

test('the same conversation gets the same answer, and a long one does not repeat itself at once', async () => {
  const said = ['my mother hates me', 'well', 'well', 'well']
  expect(await talk(...said)).toBe(await talk(...said))
  expect(new Set(await Promise.all([2, 3, 4].map((n) => talk(...said.slice(0, n))))).size).toBe(3)
})

test('nothing, parts, signs and very long texts are answered too', async () => {
  for (const text of ['', '???', '😀', 'x'.repeat(100_000), '$1 $2', '。。。'])
    expect((await talk('hello', text)).length).toBeGreaterThan(3)
  expect(await talk()).toContain('How do you do')
})

test('the doctor streams word by word and reports usage', async () => {
  const body = ask({ stream: true, messages: [{ role: 'user', content: 'I am sad' }] })
  const began = performance.now()
  const { out, settled } = await relayed(eliza(body), options({ protocol: builtin, alike: false, model: 'demo', wantsUsage: true }))
  const text = settled[0]?.text ?? ''
  expect(out.match(/"content":"/g)?.length).toBeGreaterThan(10)
  expect(performance.now() - began).toBeGreaterThan(100)
  expect(out).not.toContain('"model":"eliza"')
  expect(settled).toMatchObject([{ how: 'complete', finishReason: 'stop', usage: { outputTokens: countTokens(text) } }])
  expect(text).toContain('sad')
})

test('the doctor keeps to max_tokens', async () => {
  const { settled } = await relayed(eliza(ask({ stream: true, max_tokens: 5 })), options({ protocol: builtin, alike: false }))
  expect(settled).toMatchObject([{ how: 'complete', finishReason: 'length' }])
  expect(countTokens(settled[0]?.text ?? '')).toBeLessThanOrEqual(5)
})
