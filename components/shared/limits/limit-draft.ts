import * as z from 'zod'
import { rateNames, spendNames } from './limit-names'

type RateName = (typeof rateNames)[number]

export interface LimitWords {
  whole: string
  amount: string
}

const matching = (pattern: RegExp, message: string) => z.string().trim().regex(pattern, message)
const whole = ({ whole }: Pick<LimitWords, 'whole'>) => matching(/^([1-9]\d{0,8})?$/, whole)

/** Limits on calls and tokens as a form has them: text, empty for none. */
export const rateMembers = (words: Pick<LimitWords, 'whole'>) => ({
  rpm: whole(words),
  tpm: whole(words),
  weeklyTokens: matching(/^([1-9]\d{0,14})?$/, words.whole),
  concurrency: whole(words),
})

export const amountText = (message: string) => matching(/^(\d{1,9}(\.\d{1,9})?)?$/, message)
export const spendMembers = ({ amount }: Pick<LimitWords, 'amount'>) => ({
  spendLimitPerDay: amountText(amount),
  spendLimitPerMonth: amountText(amount),
  spendLimit: amountText(amount),
})

/** Writes plain digits. JavaScript would write small numbers as 1e-7. */
export const plainNumber = (value: number | null | undefined): string => {
  if (value === null || value === undefined) return ''
  return String(value).includes('e') ? value.toFixed(9).replace(/\.?0+$/, '') : String(value)
}

const drafted = <Name extends string>(names: readonly Name[], line: Record<Name, number | null> | undefined) =>
  Object.fromEntries(names.map((name) => [name, plainNumber(line?.[name])])) as Record<Name, string>

export const ratesOf = (line: Record<RateName, number | null> | undefined) => drafted(rateNames, line)
export const spendOf = (line: Record<(typeof spendNames)[number], number | null> | undefined) => drafted(spendNames, line)

/** What the API takes of them; money stays text, so that no digit is lost. */
export const ratesSent = (draft: Record<RateName, string>) =>
  Object.fromEntries(rateNames.map((name) => [name, draft[name] === '' ? null : Number(draft[name])])) as Record<RateName, number | null>

export const amountSent = (text: string): string | null => text.trim() || null
export const spendSent = (draft: Record<(typeof spendNames)[number], string>) =>
  Object.fromEntries(spendNames.map((name) => [name, amountSent(draft[name])])) as Record<(typeof spendNames)[number], string | null>
