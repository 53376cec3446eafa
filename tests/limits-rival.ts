// A second server process that counts its calls together with the test's own over one Redis.
import { shareLimits } from '@/lib/limits/share'
import type { Place } from '@/lib/limits/take'
import { setLogLevel } from '@/lib/log'
import { startProcess } from '@/lib/processes/heartbeat'
import { callsAtOnce, type LimitOrder } from './limits'

const kept: Place[] = []

async function follow(order: LimitOrder | 'end'): Promise<{ admitted: number }> {
  if (order === 'end') {
    for (const place of kept.splice(0)) place.finish(0)
    return { admitted: 0 }
  }
  const places = await callsAtOnce(order)
  if (order.keep) kept.push(...places)
  return { admitted: places.length }
}

process.on('message', async (order: LimitOrder | 'end') => process.send?.(await follow(order)))
process.on('disconnect', () => process.exit(0))
setLogLevel('error')
await startProcess()
await shareLimits(process.env.REDIS_URL)
process.send?.({ ready: true })
