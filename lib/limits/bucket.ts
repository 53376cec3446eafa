/** A token bucket over one minute: it holds at most `limit` and fills evenly. Times are milliseconds of any one clock. */
export interface Bucket {
  left: number
  at: number
  limit: number
}

const minute = 60_000
// Sums of fractions are inexact, and a wait to the millisecond must not fail by a billionth.
const dust = 1e-6

export const fullBucket = (limit: number, now: number): Bucket => ({ left: limit, at: now, limit })

/** Fills the bucket up to `now`. A limit that was lowered meanwhile caps it. */
export function refill(bucket: Bucket, limit: number, now: number): void {
  const passed = Math.max(0, now - bucket.at)
  bucket.left = Math.min(limit, bucket.left + (passed * limit) / minute)
  bucket.at = now
  bucket.limit = limit
}

/** Returns what was set aside minus what was used, up to the current limit. */
export function correct(bucket: Bucket, set: number, used: number): void {
  bucket.left = Math.min(bucket.limit, bucket.left + set - used)
}

/** Whether the bucket equals a new one by now. */
export const isFull = ({ left, at, limit }: Bucket, now: number): boolean => limit <= 0 || left + ((now - at) * limit) / minute >= limit

/** The part of a request that counts: at most the whole limit, so that a larger call is admitted when the window is empty. */
export const counted = (wish: number, limit: number): number => Math.min(wish, limit)

/** Milliseconds until this much is available; 0 when it is, Infinity when the limit is 0. */
export function waitFor(bucket: Bucket, limit: number, wish: number): number {
  const missing = counted(wish, limit) - bucket.left
  if (limit <= 0) return Number.POSITIVE_INFINITY
  return missing <= dust ? 0 : (missing * minute) / limit
}
