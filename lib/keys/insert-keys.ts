import 'server-only'
import * as z from 'zod'
import { type Actor, audit } from '@/lib/audit/audit'
import type { Tx } from '@/lib/db/prisma'
import { rowsOf, run } from '@/lib/db/rows'
import { fail } from '@/lib/errors'
import { openLimits } from '@/lib/ledger/wallet/limits-rows'
import { lookupHash, seal } from '@/lib/seal'
import type { KeyRow } from './key-row'

/** Far more keys than a person uses. A script that creates keys in a loop has to be stopped somewhere. */
const mostKeys = 1000

const keptRow = z.object({ kept: z.int() })

async function checkCount(tx: Tx, userId: number, more: number): Promise<void> {
  await run(tx, 'select from users where id = $1 for update', [userId])
  const [row] = await rowsOf(tx, keptRow, 'select count(*)::int as kept from api_keys where user_id = $1 and deleted_at is null', [userId])
  if ((row?.kept ?? 0) + more > mostKeys) throw fail('too_many_keys')
}

export type KeyWithSecret = KeyRow & { secret: string }

/** Writes new keys of one user, with their spend limits and the audit entry. */
export async function insertKeys(tx: Tx, { userId, by, keys }: { userId: number; by: Actor; keys: KeyWithSecret[] }): Promise<void> {
  await checkCount(tx, userId, keys.length)
  await openLimits(
    tx,
    keys.map(({ limitId, ceilingNanos }) => ({ id: limitId, ceilingNanos })),
  )
  for (const key of keys) {
    await run(
      tx,
      `insert into api_keys (id, user_id, name, hash, sealed, preview, scopes, enabled, expires_at, allowed_ips, models, group_name, rpm, tpm,
         weekly_tokens, concurrency, limit_id, created_at, spend_per_day, spend_per_month, cache, application_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::jsonb, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)`,
      [
        key.id,
        userId,
        key.name,
        Buffer.from(lookupHash('api-key-lookup', key.secret)),
        Buffer.from(seal('api-key', key.id, key.secret)),
        key.preview,
        key.scopes,
        key.enabled,
        key.expiresAt,
        key.allowedIps,
        key.models && JSON.stringify(key.models),
        key.group,
        key.limits.rpm,
        key.limits.tpm,
        key.limits.weeklyTokens,
        key.limits.concurrency,
        key.limitId,
        key.createdAt,
        key.dayCeilingNanos,
        key.monthCeilingNanos,
        key.cache,
        key.applicationId,
      ],
    )
  }
  const [first] = keys
  await audit(tx, {
    actor: by,
    action: 'key.create',
    subject: keys.length === 1 ? `key:${first?.id}` : `user:${userId}`,
    after: keys.map(({ id, name, preview, scopes }) => ({ id, name, preview, scopes })),
  })
}
