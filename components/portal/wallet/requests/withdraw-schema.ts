import * as z from 'zod'
import type { WithdrawOptions } from '@/lib/ledger/request-schema'
import { type WithdrawMethod, withdrawMethods } from '@/lib/settings/names'
import { amountOf } from './amount-of'

type Words = Record<'format' | 'least' | 'most' | 'needed' | 'card' | 'address', string>

const cardFormat = /^[\d -]{8,30}$/
const addressFormat = /^(T[1-9A-HJ-NP-Za-km-z]{33}|0x[0-9a-fA-F]{40})$/

/** The fields of both methods; only those of the chosen one are asked for. */
export const withdrawSchema = ({ minimum, withdrawable }: WithdrawOptions, words: Words) =>
  z
    .object({
      amount: amountOf(minimum, withdrawable, words),
      method: z.enum(withdrawMethods),
      holder: z.string().trim().max(60),
      bank: z.string().trim().max(80),
      card: z.string().trim().max(30),
      address: z.string().trim().max(100),
    })
    .superRefine(({ method, holder, bank, card, address }, context) => {
      const wrong = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
      if (method === 'usdt') return void (!addressFormat.test(address) && wrong('address', words.address))
      if (holder === '') wrong('holder', words.needed)
      if (bank === '') wrong('bank', words.needed)
      if (!cardFormat.test(card)) wrong('card', words.card)
    })

/** The account as one text; the number stands last, since its last characters are what lists show. */
export const accountIn = (
  method: WithdrawMethod,
  { holder, bank, card, address }: Record<'holder' | 'bank' | 'card' | 'address', string>,
): string => (method === 'usdt' ? address : `${holder} · ${bank} · ${card}`)

/** The most of it that may be asked for, since an amount has two places: cut off, never rounded up. */
export const twoPlaces = (amount: number): string => String(amount).replace(/(\.\d{2})\d+$/, '$1')
