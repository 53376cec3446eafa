import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { claimAnswer } from '@/lib/answers/claim-answer'
import { forgetAnswers } from '@/lib/answers/forget-answers'
import { pool } from '@/lib/db/pool'
import { newId } from '@/lib/ids'
import { lookupHash } from '@/lib/seal'
import { anUpstream, catalogOf, type Gateway, startGateway, type TestCaller, told } from '@/tests/gateway'

const messages = [{ role: 'user', content: 'hello' }]
let gateway: Gateway
let caller: TestCaller

beforeAll(async () => {
  gateway = await startGateway()
  await gateway.apply(
    catalogOf(
      [anUpstream(gateway.upstream.url)],
      ['plain', 'plain.wait-300', 'status-500', 'cut-3', 'flaky-1.status-400', 'slow-50x20', 'out-8.big-200', 'free'].map((id) =>
        id === 'free' ? { id, price: {}, targets: [{ upstream: 'fake', upstreamModel: 'plain' }] } : { id },
      ),
    ),
  )
  caller = await gateway.caller()
})
afterAll(async () => {
  const { rows } = await pool().query('select id from open_holds')
  expect(rows).toEqual([])
  await gateway.stop()
})

const send = (key: string, body: object, more: { from?: TestCaller; path?: string; signal?: AbortSignal } = {}) => {
  const { from = caller, ...rest } = more
  return gateway.post(from, { messages, ...body }, { headers: { 'idempotency-key': key }, ...rest })
}
const spent = async (from = caller) => {
  const { rows } = await pool().query(
    'select coalesce(sum(charge), 0)::text as sum, count(*) filter (where charge > 0)::int as paid from usage_records where user_id = $1',
    [from.userId],
  )
  return rows[0] as { sum: string; paid: number }
}

describe('a call with an Idempotency-Key', () => {
  it.each([false, true])('sent a hundred times at once has one effect and one answer, stream %s', async (stream) => {
    const from = await gateway.caller()
    gateway.upstream.clear()
    const body = { model: 'plain.wait-300', stream, stream_options: stream ? { include_usage: true } : undefined }
    const answers = await Promise.all(Array.from({ length: 100 }, () => send(`burst ${stream}`, body, { from })))
    const texts = await Promise.all(answers.map((answer) => answer.text()))
    expect(answers.map(({ status }) => status)).toEqual(Array(100).fill(200))
    expect(new Set(texts).size).toBe(1)
    expect(gateway.upstream.calls()).toHaveLength(1)
    expect((await spent(from)).paid).toBe(1)
    const first = answers.find(({ headers }) => !headers.has('idempotent-replayed'))
    const again = answers.filter(({ headers }) => headers.get('x-atrium-first-request') === first?.headers.get('x-request-id'))
    expect(again).toHaveLength(99)
    expect(new Set(answers.map(({ headers }) => headers.get('x-request-id'))).size).toBe(100)
    expect(again[0]?.headers.get('content-type')).toBe(first?.headers.get('content-type'))
  })

  it('with another body or at another endpoint is refused', async () => {
    const first = await send('mine', { model: 'plain' })
    for (const other of [send('mine', { model: 'plain', temperature: 1 }), send('mine', { model: 'plain' }, { path: '/v1/messages' })]) {
      const answer = await other
      expect(answer.status).toBe(409)
      expect(await answer.text()).toContain(first.headers.get('x-request-id'))
    }
  })

  it('is another one when another user sends it', async () => {
    await send('shared', { model: 'plain' })
    const answer = await send('shared', { model: 'plain' }, { from: await gateway.caller() })
    expect(answer.headers.has('idempotent-replayed')).toBe(false)
  })

  it('that failed is tried anew', async () => {
    expect((await send('failed', { model: 'flaky-1.status-400' })).status).toBe(400)
    expect((await send('failed', { model: 'flaky-1.status-400' })).status).toBe(200)
    await (await send('cut', { model: 'cut-3', stream: true })).text()
    const again = await send('cut', { model: 'cut-3', stream: true })
    expect(again.headers.has('idempotent-replayed')).toBe(false)
    await again.text()
  })

  it('whose caller left is tried anew', async () => {
    const leaving = new AbortController()
    const first = await send('left', { model: 'slow-50x20', stream: true }, { signal: leaving.signal })
    await first.body?.getReader().read()
    leaving.abort()
    const again = await send('left', { model: 'slow-50x20', stream: true })
    expect(again.status).toBe(200)
    expect(await again.text()).toContain('[DONE]')
  })

  it('whose answer is too long to keep is refused with the first id, and not paid again', async () => {
    const from = await gateway.caller()
    const first = await send('long', { model: 'out-8.big-200' }, { from })
    expect((await first.text()).length).toBeGreaterThan(1024 * 1024)
    const again = await told(send('long', { model: 'out-8.big-200' }, { from }))
    expect(again).toMatchObject({ status: 409, code: 'answer_not_kept', first_request_id: first.headers.get('x-request-id') })
    expect((await spent(from)).paid).toBe(1)
  })

  it.each(['', ' ', 'x'.repeat(256)])('needs a key of a reasonable length', async (key) => {
    expect(await told(send(key, { model: 'plain' }))).toMatchObject({ status: 400, param: 'Idempotency-Key' })
  })

  it('keeps nothing that can be read, and nothing after three days', async () => {
    const answer = await (await send('secret words', { model: 'plain' })).json()
    const { rows } = await pool().query('select k::text as row, answer from kept_answers k')
    const words = answer.choices[0].message.content.trim().split(' ')[0]
    for (const { row, answer: bytes } of rows) expect(`${row} ${bytes}`).not.toMatch(new RegExp(`secret words|${words}`))
    await pool().query("update kept_answers set created_at = now() - interval '73 hours'")
    await forgetAnswers()
    expect((await pool().query('select from kept_answers')).rowCount).toBe(0)
  })
})

describe('a repeat that waits', () => {
  const slow = { model: 'plain.wait-300' }
  const claimed = (of: TestCaller) =>
    expect.poll(async () => (await pool().query('select from kept_answers where user_id = $1', [of.userId])).rowCount).toBe(1)

  it('takes none of the calls at once that its caller may have', async () => {
    const from = await gateway.caller({ key: { rateLimit: { concurrency: 2 } } })
    const first = send('wait', slow, { from })
    await claimed(from)
    const repeats = Array.from({ length: 5 }, () => send('wait', slow, { from }))
    const other = await send('other', { model: 'plain' }, { from })
    expect(other.status).toBe(200)
    const answers = await Promise.all([first, ...repeats])
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200))
    expect((await spent(from)).paid).toBe(2)
  })

  it('waits also where the first is the only call that there may be, and another is refused', async () => {
    const from = await gateway.caller({ key: { rateLimit: { concurrency: 1, rpm: 4 } } })
    const first = send('only', slow, { from })
    await claimed(from)
    const repeat = send('only', slow, { from })
    expect(await told(send('another', slow, { from }))).toMatchObject({ status: 429, limit: 'concurrency' })
    expect((await first).status).toBe(200)
    expect((await repeat).headers.get('idempotent-replayed')).toBe('true')
    expect((await repeat).headers.get('x-ratelimit-remaining-requests')).toBe('2')
  })

  it('takes a place when it goes on instead of the first', async () => {
    const from = await gateway.caller({ key: { rateLimit: { concurrency: 1 } } })
    const leaving = new AbortController()
    const body = { model: 'slow-50x20', stream: true }
    const first = await send('left again', body, { from, signal: leaving.signal })
    await first.body?.getReader().read()
    const repeat = send('left again', body, { from })
    await sleep(150)
    leaving.abort()
    const going = await repeat
    expect(going.status).toBe(200)
    expect(await told(send('another', slow, { from }))).toMatchObject({ status: 429, limit: 'concurrency' })
    expect(await going.text()).toContain('[DONE]')
    expect((await send('another', slow, { from })).status).toBe(200)
  })
})

describe('the claim of a process that is gone', () => {
  const digest = Buffer.from('digest')
  const claimOf = (key: string) => ({ userId: caller.userId, name: lookupHash('idempotency-key', key), digest, callId: newId('call') })
  const orphaned = async (key: string, from: { paid: boolean } | null) => {
    const served = from && (await gateway.post(caller, { model: from.paid ? 'plain' : 'free', messages }))
    await served?.text()
    const claim = { ...claimOf(key), callId: served?.headers.get('x-request-id') ?? newId('call') }
    await claimAnswer(claim)
    await pool().query("update kept_answers set process_id = 'prs_gone', created_at = now() - interval '2 minutes' where call_id = $1", [
      claim.callId,
    ])
    return claim
  }

  it('passes to one of those that repeat it when nothing was paid', async () => {
    for (const from of [null, { paid: false }]) {
      const key = `gone ${from?.paid}`
      await orphaned(key, from)
      const found = await Promise.all(Array.from({ length: 20 }, () => claimAnswer(claimOf(key))))
      const states = Map.groupBy(found, ({ state }) => state)
      expect([states.get('first')?.length, states.get('running')?.length]).toEqual([1, 19])
    }
  })

  it('stays when the call was paid, and its repeats are told so', async () => {
    const { callId } = await orphaned('paid', { paid: true })
    expect(await claimAnswer(claimOf('paid'))).toEqual({ state: 'lost', callId })
  })
})
