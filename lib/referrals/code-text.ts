import { randomInt } from 'node:crypto'

/** Without letters that look alike. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
const length = 8

export const newReferralCode = (): string => Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('')

/** The code in what somebody typed or pasted: also a whole link counts. */
export function referralCodeIn(text: string): string {
  const code = /[?&](?:ref|referral_code|code)=([^&#\s]+)/.exec(text)?.[1] ?? text
  return code.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()
}
