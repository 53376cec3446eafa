import * as z from 'zod'

export const fileRow = z.object({
  id: z.string(),
  name: z.string(),
  purpose: z.string(),
  type: z.string(),
  bytes: z.number(),
  created_at: z.date(),
})
export type FileRow = z.infer<typeof fileRow>

export const fileColumns = 'id, name, purpose, type, bytes, created_at'
/** Bytes of a piece. */
export const chunkBytes = 1024 * 1024
/** Of what is sent with tickets. Only its owner and who may read the ticket see it, although they know its id. */
export const attachmentPurpose = 'ticket'
