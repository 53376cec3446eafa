import * as z from 'zod'
import { time } from '@/lib/time'
import { amount, limits, limitsAnswer, multiplier, plainText } from './members'

/** Every member as it is sent. */
const groupMembers = {
  name: plainText(100),
  multiplier,
  ...limits,
  spendLimitPerDay: amount.nullable(),
  spendLimitPerMonth: amount.nullable(),
  spendLimit: amount.nullable(),
  selectable: z.boolean(),
}
export const groupInput = z.strictObject(groupMembers).partial().required({ name: true })
export const groupPatch = z.strictObject(groupMembers).partial()

export type GroupBody = z.input<typeof groupPatch>
export type GroupInput = z.output<typeof groupPatch>

export const groupAnswer = z.object({
  id: z.string(),
  name: z.string(),
  multiplier: z.number(),
  ...limitsAnswer,
  spendLimitPerDay: z.number().nullable(),
  spendLimitPerMonth: z.number().nullable(),
  spendLimit: z.number().nullable(),
  selectable: z.boolean(),
  members: z.int(),
  fromFile: z.boolean(),
  createdAt: time,
})
export type GroupLine = z.infer<typeof groupAnswer>
export const oneGroup = z.object({ group: groupAnswer })
export const groupList = z.object({ groups: z.array(groupAnswer) })
export type OneGroup = z.infer<typeof oneGroup>
export type GroupList = z.infer<typeof groupList>

/** A group that a user's keys may be in: the user's own, and those that operators opened to all. */
const groupChoice = groupAnswer.pick({ name: true, multiplier: true, rpm: true, tpm: true, selectable: true }).extend({ own: z.boolean() })
export type GroupChoice = z.infer<typeof groupChoice>
/** A group for a key, with the models that the key could use there. */
const keyGroup = groupChoice.extend({ models: z.array(z.string()) })
export type KeyGroup = z.infer<typeof keyGroup>
export const groupChoices = z.object({ groups: z.array(keyGroup) })
export type GroupChoices = z.infer<typeof groupChoices>
