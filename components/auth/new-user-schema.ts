import { z } from 'zod'

interface Words {
  username: string
  mismatch: string
}

/** What a person types twice or chooses freely; the server checks again and knows what is taken. */
export const newUserSchema = (passwordMinLength: number, words: Words) =>
  z
    .object({
      username: z
        .string()
        .trim()
        .min(3)
        .max(32)
        .regex(/^[^@\s]+$/, words.username),
      password: z.string().min(passwordMinLength).max(128),
      again: z.string().min(1),
      email: z.union([z.literal(''), z.email()]),
      referralCode: z.string().trim().max(64),
    })
    .refine((values) => values.again === '' || values.password === values.again, { path: ['again'], message: words.mismatch })
