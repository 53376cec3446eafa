export const expiryPresets = ['never', 'hour', 'day', 'month', 'date'] as const
export type Expiry = (typeof expiryPresets)[number]

/**
 * When a preset chosen at `now` ends. `date` is the value of a datetime-local input. Null means never, undefined that no time was entered
 * yet.
 */
export function expiryTime(expiry: Expiry, date: string, now: Date): Date | null | undefined {
  const end = new Date(now)
  switch (expiry) {
    case 'never':
      return null
    case 'hour':
      end.setHours(end.getHours() + 1)
      return end
    case 'day':
      end.setDate(end.getDate() + 1)
      return end
    case 'month':
      return monthLater(now)
    case 'date': {
      const chosen = new Date(date)
      return Number.isNaN(chosen.getTime()) ? undefined : chosen
    }
  }
}

/** The same day of the next month, or its last one: 31 January → 28 February. */
function monthLater(now: Date): Date {
  const end = new Date(now)
  end.setMonth(end.getMonth() + 1)
  if (end.getDate() !== now.getDate()) end.setDate(0)
  return end
}
