import { expect, it, vi } from 'vitest'
import { fail } from '@/lib/errors'
import type { Asked } from '../admit/plan-call'

const recordRefusal = vi.hoisted(() => vi.fn())
vi.mock('@/lib/ledger/turn/record-refusal', () => ({ recordRefusal }))
const { recordRefused } = await import('./record-refused')

const asked = (userId: number) =>
  ({
    exchange: { id: 'call_1', time: new Date(), startedAt: 0 },
    caller: { user: { id: userId, walletId: 1 }, key: null, group: { name: 'default', multiplier: 10_000 } },
    endpoint: 'chat/completions',
    body: { model: 'm', messages: [] },
  }) as unknown as Asked

it('a client that is refused again and again cannot fill the disk, and takes no record from others', () => {
  for (let calls = 0; calls < 2000; calls++) recordRefused(asked(1), fail('rate_limit_exceeded'))
  expect(recordRefusal).toHaveBeenCalledTimes(300)
  recordRefused(asked(2), fail('insufficient_quota'))
  expect(recordRefusal).toHaveBeenCalledTimes(301)
  expect(recordRefusal.mock.lastCall?.[0]).toMatchObject({ userId: 2, record: { status: 402, errorCode: 'insufficient_quota' } })
})
