import { expect, it, vi } from 'vitest'
import { journal } from '@/lib/ledger/sweep/journal'
import { runningStreams, watchStream, writeJournal } from './running-streams'

vi.mock('@/lib/ledger/sweep/journal', () => ({ journal: vi.fn(async () => {}) }))

it('streams of more than a second are journaled in one statement, short ones cost nothing', async () => {
  const stream = (id: string, startedAt: number) => ({
    id,
    startedAt,
    priceVersionId: 'pv_1',
    inputTokens: () => 5,
    outputTokens: () => 7,
  })
  const ends = [watchStream(stream('call_long', 0)), watchStream(stream('call_longer', 100)), watchStream(stream('call_short', 1500))]
  await writeJournal(2000)
  expect(journal).toHaveBeenCalledTimes(1)
  expect(journal).toHaveBeenCalledWith([
    { id: 'call_long', priceVersionId: 'pv_1', inputTokens: 5, outputTokens: 7 },
    { id: 'call_longer', priceVersionId: 'pv_1', inputTokens: 5, outputTokens: 7 },
  ])
  for (const end of ends) end()
  expect(runningStreams()).toBe(0)
  await writeJournal(9000)
  expect(journal).toHaveBeenCalledTimes(1)
})
