import * as z from 'zod'

/** What the portal's API answers when it refuses; an error may name more, such as what a row is still used by. */
export const refusalAnswer = z.object({
  error: z.object({
    code: z.string().meta({ description: 'For programs; the message is for people, in the language of Accept-Language.' }),
    message: z.string(),
    fields: z.record(z.string(), z.string()).optional().meta({ description: 'What is wrong with each field, by its path.' }),
    requestId: z.string(),
  }),
})
export type RefusalAnswer = z.infer<typeof refusalAnswer>
