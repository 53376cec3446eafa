import type { Payee } from '../request-schema'

/** The last four characters; the rest is sealed. */
export const masked = (account: string): string => `…${account.slice(-4)}`

/** Whether the digits end in the check digit of cards (Luhn). */
function isCard(digits: string): boolean {
  if (!/^\d{12,19}$/.test(digits)) return false
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const twice = Number(digit) * (place % 2 === 1 ? 2 : 1)
    return total + (twice > 9 ? twice - 9 : twice)
  }, 0)
  return sum % 10 === 0
}

/** What an account looks like, so that an operator sees a mistyped one. */
export function looksLike(account: string): Payee['looksLike'] {
  if (/^T[1-9A-HJ-NP-Za-km-z]{33}$/.test(account)) return 'trc20'
  if (/^0x[0-9a-fA-F]{40}$/.test(account)) return 'erc20'
  const numbers = account.match(/\d[\d -]{10,25}\d/g) ?? []
  return numbers.some((number) => isCard(number.replace(/[ -]/g, ''))) ? 'card' : 'unknown'
}
