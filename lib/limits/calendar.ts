import { once } from '@/lib/once'

const day = 86_400_000
const formats = () => once('limits.clocks', () => new Map<string, Intl.DateTimeFormat>())

function localTime(at: number, timeZone: string): number {
  let format = formats().get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    formats().set(timeZone, format)
  }
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)])) as Record<string, number>
  const { year = 0, month = 1, day: date = 1, hour = 0, minute = 0, second = 0 } = part
  return Date.UTC(year, month - 1, date, hour, minute, second) + (at % 1000)
}

/** The instant at which clocks of this time zone show `wall`. Where clocks jump over it, the one after the jump. */
function instantOf(wall: number, timeZone: string): number {
  const guess = wall - (localTime(wall, timeZone) - wall)
  return wall - (localTime(guess, timeZone) - guess)
}

export interface CalendarPeriod {
  start: number
  end: number
  /** The local date that it begins with: `2026-11-30` of a day, `2026-11` of a month. */
  name: string
}

/** The day of `now` in this time zone, from midnight to midnight, in milliseconds since 1970. */
export function dayAround(now: number, timeZone: string): CalendarPeriod {
  const midnight = Math.floor(localTime(now, timeZone) / day) * day
  const name = new Date(midnight).toISOString().slice(0, 10)
  return { start: instantOf(midnight, timeZone), end: instantOf(midnight + day, timeZone), name }
}

/** The month of `now`, likewise. */
export function monthAround(now: number, timeZone: string): CalendarPeriod {
  const wall = new Date(localTime(now, timeZone))
  const first = (more: number) => Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth() + more)
  const name = new Date(first(0)).toISOString().slice(0, 7)
  return { start: instantOf(first(0), timeZone), end: instantOf(first(1), timeZone), name }
}

/** Monday 00:00 of the week of `now` and of the next, in this time zone, in milliseconds since 1970. */
export function weekAround(now: number, timeZone: string): { start: number; end: number } {
  const wall = localTime(now, timeZone)
  const midnight = wall - (((wall % day) + day) % day)
  const sinceMonday = (new Date(midnight).getUTCDay() + 6) % 7
  const monday = midnight - sinceMonday * day
  return { start: instantOf(monday, timeZone), end: instantOf(monday + 7 * day, timeZone) }
}
