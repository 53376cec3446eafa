import * as z from 'zod'

/** An amount with two places at most, between the least that may be asked for and the most that is there. */
export const amountOf = (least: number, most: number | undefined, words: { format: string; least: string; most?: string }) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,9}(\.\d{1,2})?$/, words.format)
    .refine((text) => Number(text) >= least, words.least)
    .refine((text) => most === undefined || Number(text) <= most, words.most)
