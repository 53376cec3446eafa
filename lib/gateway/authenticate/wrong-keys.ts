import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import { addressBucket } from '@/lib/addresses/client-address'
import { fail } from '@/lib/errors'
import { slidingWindow } from '@/lib/throttle/sliding-window'

const free = 20
const most = 60
const delayMs = 1000

const failures = slidingWindow('gateway.wrong-keys', 60_000)

/**
 * Slows down wrong keys, because agents repeat them for ever. After twenty in a minute from one address refusals are delayed, after sixty
 * they are 429. A right key from the same address (a campus behind one router) is not affected.
 */
export async function slowDown(address: string | undefined): Promise<void> {
  const taken = failures.take(addressBucket(address), most)
  if (!taken.ok) throw fail('too_many_failures', { retryAfter: Math.ceil(taken.retryAfterMs / 1000) })
  if (taken.remaining < most - free) await sleep(delayMs)
}
