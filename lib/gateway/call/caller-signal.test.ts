import { expect, test, vi } from 'vitest'
import type { Signal } from '@/lib/signal'
import { CallerSignal } from './caller-signal'

function ownSignal() {
  const signal = new CallerSignal()
  return { signal, abort: () => signal.abort() }
}
/** What a web signal does, the caller's own does too. */
const kinds: [string, () => { signal: Signal; abort(): void }][] = [
  ['of the node door', ownSignal],
  ['of the web', () => new AbortController()],
]

test.each(kinds)('a signal %s tells every listener once, in order, however often the caller leaves', (_, make) => {
  const made = make()
  const heard: string[] = []
  const first = () => heard.push(`first ${made.signal.aborted}`)
  made.signal.addEventListener('abort', first)
  made.signal.addEventListener('abort', first)
  made.signal.addEventListener('abort', () => heard.push('second'))
  expect(made.signal.aborted).toBe(false)
  made.abort()
  made.abort()
  expect(heard).toEqual(['first true', 'second'])
})

test.each(kinds)('a signal %s tells nobody who has stopped listening, or listens too late', (_, make) => {
  const made = make()
  const [before, meanwhile, late] = [vi.fn(), vi.fn(), vi.fn()]
  made.signal.addEventListener('abort', before)
  made.signal.removeEventListener('abort', before)
  made.signal.addEventListener('abort', () => made.signal.removeEventListener('abort', meanwhile))
  made.signal.addEventListener('abort', meanwhile)
  made.abort()
  made.signal.addEventListener('abort', late)
  made.abort()
  for (const listener of [before, meanwhile, late]) expect(listener).not.toHaveBeenCalled()
})
