import * as z from 'zod'
import { appearances, boardMetrics, boardPeriods } from './names'

export const boardParams = z.strictObject({
  by: z.enum(boardMetrics).default('tokens'),
  period: z.enum(boardPeriods).default('all'),
})
export type BoardParams = z.output<typeof boardParams>

const figures = { rank: z.int(), tokens: z.int(), calls: z.int() }
export const appearance = z.object({ shown: z.enum(appearances), alias: z.string().nullable() })
export const board = z.object({
  ...boardParams.shape,
  /** How many users have called in the period, those who do not appear too. */
  users: z.int(),
  /** The first 20 of those who chose to appear. Ranks count everybody, so some may be missing. */
  leaderboard: z.array(z.object({ ...figures, name: z.string(), me: z.boolean() })),
  models: z.array(z.object({ ...figures, model: z.string() })),
  me: z.object({ ...figures, rank: z.int().nullable() }).and(appearance),
})
export type Board = z.infer<typeof board>

const letters = (text: string) => Array.from(text).length
/** `alias` is needed where it is what is shown. */
export const appearanceBody = z
  .strictObject({
    shown: z.enum(appearances),
    alias: z
      .string()
      .max(100)
      .trim()
      .transform((text) => text.normalize('NFKC'))
      .refine((text) => letters(text) >= 2 && letters(text) <= 24, 'alias_length')
      .refine((text) => /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._ -]*$/u.test(text), 'username_characters')
      .nullable()
      .default(null),
  })
  .refine(({ shown, alias }) => shown !== 'alias' || alias !== null, { path: ['alias'], message: 'alias_length' })
export type AppearanceBody = z.input<typeof appearanceBody>
