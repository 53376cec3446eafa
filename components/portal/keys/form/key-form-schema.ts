import * as z from 'zod'
import { localInput } from '@/components/form/local-input'
import { amountSent, amountText, plainNumber, rateMembers, ratesOf, ratesSent } from '@/components/shared/limits/limit-draft'
import { rateNames } from '@/components/shared/limits/limit-names'
import type { CreateKeysBody, ShownKey } from '@/lib/keys/schema'
import { parseMoney } from '@/lib/money'
import { expiryPresets, expiryTime } from './expiry'
import { entriesOf, type LineProblem, lineProblems } from './ip-lines'

export interface KeyWords {
  amount: string
  amountOrNone: string
  whole: string
  date: string
  past: string
  line: (problem: LineProblem) => string
}

/** The values of the form. `keyInput` converts them to what the API takes. */
export const keyFormSchema = (words: KeyWords) =>
  z
    .object({
      name: z.string().trim().min(1).max(100),
      count: z.number().int().min(1).max(100),
      unlimited: z.boolean(),
      spendLimit: z.string(),
      spendLimitPerDay: amountText(words.amountOrNone),
      spendLimitPerMonth: amountText(words.amountOrNone),
      ...rateMembers(words),
      expiry: z.enum(expiryPresets),
      date: z.string(),
      models: z.array(z.string()),
      allowedIps: z.string(),
      group: z.string(),
      cache: z.boolean(),
    })
    .superRefine((form, context) => {
      const problem = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
      const amount = parseMoney(form.spendLimit)
      if (!form.unlimited && (amount === undefined || amount <= 0n)) problem('spendLimit', words.amount)
      const end = expiryTime(form.expiry, form.date, new Date())
      if (end === undefined) problem('expiry', words.date)
      else if (end && end.getTime() <= Date.now()) problem('expiry', words.past)
      const first = lineProblems(form.allowedIps)[0]
      if (first) problem('allowedIps', words.line(first))
    })

export type KeyForm = z.infer<ReturnType<typeof keyFormSchema>>

export const emptyKeyForm: KeyForm = {
  name: '',
  count: 1,
  unlimited: false,
  spendLimit: '10.00',
  spendLimitPerDay: '',
  spendLimitPerMonth: '',
  ...ratesOf(undefined),
  expiry: 'never',
  date: '',
  models: [],
  allowedIps: '',
  group: '',
  cache: false,
}

/** The form as it shows a key. */
export const keyFormOf = (key: ShownKey): KeyForm => ({
  ...emptyKeyForm,
  name: key.name,
  unlimited: key.spendLimit === null,
  spendLimit: key.spendLimit === null ? emptyKeyForm.spendLimit : String(key.spendLimit),
  spendLimitPerDay: plainNumber(key.spendLimitPerDay),
  spendLimitPerMonth: plainNumber(key.spendLimitPerMonth),
  ...ratesOf(key.rateLimit),
  expiry: key.expiresAt === null ? 'never' : 'date',
  date: key.expiresAt === null ? '' : localInput(new Date(key.expiresAt)),
  models: key.models ?? [],
  allowedIps: key.allowedIps.join('\n'),
  group: key.group ?? '',
  cache: key.cache,
})

export function keyInput(form: KeyForm): CreateKeysBody {
  return {
    name: form.name,
    spendLimit: form.unlimited ? null : form.spendLimit.trim(),
    spendLimitPerDay: amountSent(form.spendLimitPerDay),
    spendLimitPerMonth: amountSent(form.spendLimitPerMonth),
    rateLimit: ratesSent(form),
    expiresAt: expiryTime(form.expiry, form.date, new Date())?.toISOString() ?? null,
    models: form.models.length > 0 ? form.models : null,
    allowedIps: entriesOf(form.allowedIps),
    group: form.group || null,
    cache: form.cache,
  }
}

/** Where the form shows what the API says of its members. */
export const formNames = { expiresAt: 'expiry', ...Object.fromEntries(rateNames.map((name) => [`rateLimit.${name}`, name])) } as Record<
  string,
  keyof KeyForm
>
