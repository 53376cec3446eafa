import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { locales } from '@/lib/locales'
import { open } from '@/lib/seal'
import { mailStates } from './names'

const fact = z.object({ name: z.string(), value: z.string() })

const mailRow = z.object({
  id: z.string(),
  user_id: z.int().nullable(),
  recipient: z.string(),
  locale: z.enum(locales),
  event: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
  facts: z.array(fact),
  href: z.string().nullable(),
  secret_names: z.array(z.string()),
  sealed: z.instanceof(Uint8Array).nullable(),
  state: z.enum(mailStates),
  tries: z.int(),
  error: z.string().nullable(),
  created_at: z.date(),
  sent_at: z.date().nullable(),
})
export type MailRow = z.infer<typeof mailRow>

export async function mailById(id: string): Promise<MailRow | undefined> {
  return (await rowsOf(pool(), mailRow, 'select * from mails where id = $1', [id]))[0]
}

const secretsSchema = z.object({ secrets: z.array(fact), href: z.string().optional() })
export type MailSecrets = z.infer<typeof secretsSchema>

export const openSecrets = ({ id, sealed }: MailRow): MailSecrets =>
  sealed ? secretsSchema.parse(JSON.parse(open('mail', id, sealed))) : { secrets: [] }
