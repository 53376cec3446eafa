import { expect, it } from 'vitest'
import { AnswerEvents, type ChatEvent } from './answer-events'

it('keeps reasoning and words apart, and the charge to the last digit', () => {
  const said: ChatEvent[] = []
  let clock = 1000
  const events = new AnswerEvents(
    (event) => said.push(event),
    1000,
    () => clock,
  )
  const take = (chunk: object | string) => events.take(typeof chunk === 'string' ? chunk : JSON.stringify(chunk))
  clock = 1040
  take({ model: 'm', choices: [{ delta: { role: 'assistant', reasoning_content: 'Hm' } }] })
  clock = 1100
  take({ choices: [{ delta: { content: 'Yes' } }] })
  take({ choices: [{ delta: { content: '.' }, finish_reason: 'stop' }] })
  take('{"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2},"_cost":0.123456789}')
  take('[DONE]')
  events.close()
  expect(said.map(({ type }) => type)).toEqual([
    'reasoning-start',
    'reasoning-delta',
    'reasoning-end',
    'text-start',
    'text-delta',
    'text-delta',
    'text-end',
  ])
  expect(events.parts).toEqual([
    { type: 'reasoning', text: 'Hm' },
    { type: 'text', text: 'Yes.' },
  ])
  expect(events.facts).toEqual({ model: 'm', inputTokens: 3, outputTokens: 2, chargeNanos: 123_456_789n, ttftMs: 40, reasoningMs: 60 })
})

it('keeps an error that comes inside a stream', () => {
  const events = new AnswerEvents(
    () => {},
    0,
    () => 0,
  )
  events.take('{"error":{"message":"The model backend failed.","code":"upstream_failed"}}')
  expect(events.error).toEqual({ message: 'The model backend failed.', code: 'upstream_failed' })
})
