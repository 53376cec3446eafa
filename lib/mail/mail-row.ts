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
  username: z.string().nullable(),
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

/** Every statement that reads mails begins with this. */
const selectMails = 'select m.*, u.username from mails m left join users u on u.id = m.user_id'

export const mailRows = (rest: string, values: unknown[]): Promise<MailRow[]> => rowsOf(pool(), mailRow, `${selectMails} ${rest}`, values)

export const mailById = async (id: string): Promise<MailRow | undefined> => (await mailRows('where m.id = $1', [id]))[0]

const secretsSchema = z.object({ secrets: z.array(fact), href: z.string().optional() })
export type MailSecrets = z.infer<typeof secretsSchema>

export const openSecrets = ({ id, sealed }: MailRow): MailSecrets =>
  sealed ? secretsSchema.parse(JSON.parse(open('mail', id, sealed))) : { secrets: [] }

/** How operators see the secrets of a mail. */
export const maskedSecrets = ({ secret_names }: MailRow): MailSecrets => ({
  secrets: secret_names.filter((name) => name !== 'link').map((name) => ({ name, value: '••••••••' })),
  ...(secret_names.includes('link') && { href: '/••••••••' }),
})
