// A second server process that counts its calls together with the test's own over one Redis.
import { sharedLink } from '@/lib/limits/link'
import { shareLimits } from '@/lib/limits/share'
import type { Place } from '@/lib/limits/take'
import { setLogLevel } from '@/lib/log'
import { startProcess } from '@/lib/processes/heartbeat'
import { callsAtOnce, type LimitOrder } from './limits'

const kept: Place[] = []

/** Besides calls: ends those that were kept, or says in `admitted` whether Redis answers. */
async function follow(order: LimitOrder | 'end' | 'answers'): Promise<{ admitted: number }> {
  if (order === 'answers') return { admitted: sharedLink()?.answers ? 1 : 0 }
  if (order === 'end') {
    for (const place of kept.splice(0)) place.finish(0)
    return { admitted: 0 }
  }
  const places = await callsAtOnce(order)
  if (order.keep) kept.push(...places)
  return { admitted: places.length }
}

process.on('message', async (order: LimitOrder | 'end' | 'answers') => process.send?.(await follow(order)))
process.on('disconnect', () => process.exit(0))
setLogLevel('error')
await startProcess()
await shareLimits(process.env.REDIS_URL)
process.send?.({ ready: true })
