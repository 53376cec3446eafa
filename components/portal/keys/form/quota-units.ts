import { formatNanos, nanosPerUnit, parseMoney } from '@/lib/money'

/** Money as typed → quota units, rounded down; undefined while it is no amount. */
export function quotaUnitsOf(money: string, unitsPerMoney: number): string | undefined {
  const nanos = parseMoney(money.replaceAll(',', ''))
  if (nanos === undefined || nanos < 0n) return undefined
  return ((nanos * BigInt(unitsPerMoney)) / nanosPerUnit).toString()
}

/** Whole quota units as typed → money; undefined while it is no number. */
export function moneyOf(units: string, unitsPerMoney: number): string | undefined {
  const digits = units.replaceAll(',', '').trim()
  if (!/^\d{1,15}$/.test(digits)) return undefined
  return formatNanos((BigInt(digits) * nanosPerUnit) / BigInt(unitsPerMoney), 2)
}

/** 5000000 → 5,000,000 */
export const grouped = (digits: string) => digits.replace(/\B(?=(\d{3})+$)/g, ',')
