import 'server-only'
import * as z from 'zod'
import { type Actor, audit } from '@/lib/audit/audit'
import type { Tx } from '@/lib/db/prisma'
import { rowsOf, run } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { type GrantedKey, grantKey, raiseKey } from '@/lib/keys/grant-key'
import { keyCache } from '@/lib/keys/key-cache'
import { mayDecide } from '@/lib/ledger/wallet/may-decide'
import type { ApplicationRow } from './application-row'
import { endOfAllowance } from './defaults'
import { writeTimeline } from './events'
import { moveApplication } from './move-application'
import { applicantOf, checkModels } from './owner'
import type { Allowance, Approve } from './schema'
import { tellApproval } from './tell-decision'

interface Given {
  id: string
  by: Actor & { id: number }
  input: Approve
}

/**
 * Approves an application: grants a key with what was asked for, or with what the operator gives instead, or raises the key that it is
 * about. State, key, audit and the message to the applicant are durable together.
 */
export async function approveApplication({ id, by, input }: Given): Promise<void> {
  const { note, submittedAt: seen, ...given } = input
  const key = await transaction(async (tx) => {
    const row = await moveApplication(tx, { id, from: ['submitted'], to: 'approved', by, text: note, seen })
    await mayDecide(tx, by.id, row.userId)
    const key = await grant(tx, { row, by, granted: { ...row.wanted, ...given } })
    await tellApproval(tx, { row, key, note })
    return key
  })
  keyCache().forget(key.id)
}

type Granting = { row: ApplicationRow; by: Actor; granted: Allowance }

async function grant(tx: Tx, { row, by, granted }: Granting): Promise<GrantedKey & { granted: Allowance }> {
  const owner = await applicantOf(row.userId)
  const { rpm, tpm, weeklyTokens, endsOn } = granted
  const models = checkModels(owner, granted.models)
  const expiresAt = await endOfAllowance(tx, endsOn)
  const given = { owner, by, applicationId: row.id, allowance: { models, rpm, tpm, weeklyTokens, expiresAt } }
  const key =
    row.forKeyId === null ? await grantKey(tx, { ...given, name: nameOf(row) }) : await raiseKey(tx, { ...given, id: row.forKeyId })
  if (row.forKeyId !== null) await replaceEarlier(tx, { row, keyId: key.id })
  const final = { models, rpm, tpm, weeklyTokens, endsOn }
  await run(tx, 'update applications set granted = $2::jsonb, key_id = $3, expires_at = $4 where id = $1', [
    row.id,
    JSON.stringify(final),
    key.id,
    expiresAt,
  ])
  await audit(tx, {
    actor: by,
    action: 'application.grant',
    subject: `application:${row.id}`,
    before: row.wanted,
    after: { ...final, keyId: key.id },
  })
  return { ...key, granted: final }
}

const replacedRow = z.object({ id: z.string() })

/** The application that stood behind the key until now. */
async function replaceEarlier(tx: Tx, { row, keyId }: { row: ApplicationRow; keyId: string }): Promise<void> {
  const replaced = await rowsOf(
    tx,
    replacedRow,
    `update applications set state = 'replaced', updated_at = now() where key_id = $1 and state in ('approved', 'expired') and id <> $2 returning id`,
    [keyId, row.id],
  )
  for (const { id } of replaced) await writeTimeline(tx, { applicationId: id, actorId: null, kind: 'replaced' })
}

/** The name of the key: the project, or the beginning of the purpose. */
const nameOf = ({ project, purpose }: ApplicationRow): string =>
  (project || purpose)
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, 60)
