import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { startFakeUpstream } from '@/e2e/fake-upstream/server'
import type { Model, Target } from '@/lib/catalog/entries'
import type { Attempt } from '@/lib/ledger/turn/records'
import { once } from '@/lib/once'
import type { Plan } from '../admit/plan-call'
import { parsePrompt } from '../endpoints/parse-prompt'
import { failed } from '../targets/breaker'
import type { Candidate } from '../targets/candidate'
import { asStream } from './as-stream'
import { askingFor } from './attempt'
import { closeConnections } from './connection'
import type { Sent } from './send'
import { sendAgain } from './send-again'

vi.mock('@/lib/settings/settings', () => ({
  settings: () => ({ breakerFailures: 1, breakerSeconds: 30, queueMaxSeconds: 0, queueMaxLength: 0 }),
}))

let upstream: Awaited<ReturnType<typeof startFakeUpstream>>
beforeAll(async () => {
  upstream = await startFakeUpstream()
})
beforeEach(() => {
  once('gateway.health', () => new Map()).clear()
  upstream.clear()
})
afterAll(async () => {
  await closeConnections()
  await upstream.close()
})

const timeouts = { connect: 5, firstByte: 5, firstToken: 5, idle: 5, total: 5, answer: 5 }
const asked = { context: null, maxOutput: 100, imageTokens: 0 } as unknown as Model
const candidate = (upstreamModel: string, model = asked): Candidate => {
  const at = { id: 'u', name: 'u', protocol: 'openai', baseUrl: upstream.url, apiKey: null, timeouts, ceiling: 'both', concurrency: null }
  return { model, target: { id: upstreamModel, upstream: at, upstreamModel, params: null } as unknown as Target }
}
const tried: Attempt = { upstream: 'u', upstreamModel: 'first', status: 200, reason: 'cut', ms: 1 }

async function again(candidates: Candidate[], { attempts = 1, sinceFirst = 0 } = {}) {
  const [served] = candidates as [Candidate]
  const request = parsePrompt({ model: 'm', messages: [{ role: 'user', content: 'hi' }], stream: true })
  const size = { bytes: 10, images: 0, messages: 1, fetches: false }
  const plan = {
    caller: { user: { id: 1 }, group: { id: 'default' } },
    tokens: 10,
    resolved: { model: served.model },
    exchange: { id: 'call_1' },
  }
  const sent = await sendAgain(
    {
      way: asStream,
      plan: plan as unknown as Plan,
      asking: askingFor({ request, size, weight: { userId: 1, bytes: 0 } }),
      route: { candidates, session: undefined },
      signal: new AbortController().signal,
      held: Promise.resolve(),
      attempts: Array(attempts).fill(tried),
    },
    { candidate: served, firstAt: performance.now() - sinceFirst } as Sent<unknown>,
  )
  sent?.slot.release()
  sent?.value.response.body.on('error', () => {}).destroy()
  return sent && [sent.candidate.target.id, sent.value.last]
}
const broke = (target: string) => failed(target, { userId: 1, reason: 'cut', status: 200 }, { breakerFailures: 1, breakerSeconds: 30 })

it('the same target is asked first, wherever it stood', async () => {
  const [first, second] = [candidate('first'), candidate('second')]
  expect(await again([first, second])).toEqual(['first', false])
  expect(await again([first])).toEqual(['first', true])
})

it('the next of the same model when it is not healthy, and none of another model', async () => {
  const fallback = candidate('fallback', { ...asked })
  broke('first')
  expect(await again([candidate('first'), fallback, candidate('second')])).toEqual(['second', false])
  expect(await again([candidate('first'), fallback])).toBeUndefined()
})

it('not after three attempts, nor when the first began a minute ago', async () => {
  expect(await again([candidate('first')], { attempts: 2 })).toEqual(['first', true])
  expect(await again([candidate('first')], { attempts: 3 })).toBeUndefined()
  expect(await again([candidate('first')], { sinceFirst: 59_000 })).toEqual(['first', true])
  expect(await again([candidate('first')], { sinceFirst: 60_000 })).toBeUndefined()
  expect(upstream.calls()).toHaveLength(2)
})

it('a refusal leaves nothing to try', async () => {
  expect(await again([candidate('filter'), candidate('second')])).toBeUndefined()
})
