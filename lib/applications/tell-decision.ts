import 'server-only'
import type { Tx } from '@/lib/db/prisma'
import { env } from '@/lib/env'
import type { GrantedKey } from '@/lib/keys/grant-key'
import { tell } from '@/lib/notices/tell'
import { settings } from '@/lib/settings/settings'
import type { ApplicationRow } from './application-row'
import { type Allowance, completeApplication } from './schema'

type Decision = 'application_changes_asked' | 'application_rejected' | 'application_revoked' | 'application_expired' | 'application_comment'

/** Tells the applicant of a decision, at the address that the application names. `text` is what the operator said. */
export async function tellDecision(tx: Tx, { row, event, text = '', about }: Told & { event: Decision }): Promise<void> {
  await tell(tx, {
    userId: row.userId,
    event,
    values: { text, name: nameOf(row) },
    href: `/applications?open=${row.id}`,
    key: `${row.id} ${about ?? row.submittedAt?.getTime() ?? ''}`,
    to: addressOf(row),
  })
}
interface Told {
  row: ApplicationRow
  text?: string | undefined
  /** what tells two events of one kind apart */
  about?: string
}

interface Approved {
  row: ApplicationRow
  key: GrantedKey & { granted: Allowance }
  note: string | undefined
}

/** Tells the applicant of the approval: where to call, what is allowed, and the key itself or a link to take it, as the setting says. */
export async function tellApproval(tx: Tx, { row, key: { secret, granted }, note = '' }: Approved): Promise<void> {
  const raised = row.forKeyId !== null
  const { models, rpm, tpm, weeklyTokens, endsOn } = granted
  await tell(tx, {
    userId: row.userId,
    event: raised ? 'application_raised' : 'application_approved',
    values: { text: note, name: nameOf(row), send: settings().applicationsSend },
    href: `/applications?open=${row.id}`,
    key: row.id,
    facts: [
      { name: 'baseUrl', value: `${env().publicUrl}/v1` },
      { name: 'models', value: models?.join(', ') ?? '*' },
      { name: 'rpm', value: String(rpm) },
      { name: 'tpm', value: String(tpm) },
      { name: 'weeklyTokens', value: String(weeklyTokens) },
      { name: 'endsOn', value: endsOn },
    ],
    ...(!raised && settings().applicationsSend === 'key' && { secrets: [{ name: 'apiKey', value: secret }] }),
    to: addressOf(row),
  })
}

/** What the messages call the application. */
const nameOf = ({ project, purpose }: ApplicationRow): string => (project || purpose).replace(/\s+/g, ' ').slice(0, 60)

/** Where the applicant wants to be told. One that gets changes asked may be writing another address just now. */
const addressOf = (row: ApplicationRow): string | undefined => completeApplication.shape.email.safeParse(row.email).data
