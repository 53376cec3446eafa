// A second server process on the same database. It does with money what it is told, and sends back how that came out.
import { startProcess } from '@/lib/processes/heartbeat'
import { settingsReady } from '@/lib/settings/settings'
import { type Ask, actAll } from './money-acts'
import { type MixOrder, runMix } from './money-mix'

process.on('message', async (order: { mix: MixOrder } | { asks: Ask[] }) => {
  try {
    process.send?.({ done: 'mix' in order ? await runMix(order.mix) : await actAll(order.asks) })
  } catch (error) {
    process.send?.({ failed: error instanceof Error ? error.stack : String(error) })
  }
})
process.on('disconnect', () => process.exit(0))
await Promise.all([startProcess(), settingsReady()])
process.send?.({ done: 'started' })
