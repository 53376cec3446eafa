/** Together they span about half a day, in which a mail server or a network comes back. */
export const mostAttempts = 20
const firstMs = 15_000
const longestMs = 3_600_000

/** When to try again after this many attempts: doubled each time up to an hour, and spread a little so that many do not come at once. */
export function nextRunAt(now: Date, attempts: number, random = Math.random()): Date {
  const wait = Math.min(longestMs, firstMs * 2 ** (attempts - 1))
  return new Date(now.getTime() + Math.round(wait * (0.9 + 0.2 * random)))
}
