import 'server-only'
import * as z from 'zod'
import { type Actor, audit } from '@/lib/audit/audit'
import type { Tx } from '@/lib/db/prisma'
import { rowsOf, run } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { fail } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { openLimits } from '@/lib/ledger/wallet/limits-rows'
import { lookupHash, seal } from '@/lib/seal'
import { checkChoices, checkExpiry, type KeyOwner, limitsFrom, noLimits } from './check-key'
import type { KeyRow } from './key-row'
import type { CreateKeys, ShownKey } from './schema'
import { newSecret, previewOf } from './secret'
import { showKey } from './show-key'

interface Given {
  owner: KeyOwner
  by: Actor
  input: CreateKeys
}

/**
 * Creates one key or many alike. Besides revealing, only this answer holds secrets. No other process has to be told, because nobody can
 * have asked for a secret that did not exist.
 */
export async function createKeys({ owner, by, input }: Given): Promise<(ShownKey & { secret: string })[]> {
  const count = input.count ?? 1
  const { models, group } = checkChoices(owner, { models: input.models ?? null, group: input.group ?? null })
  const shared = {
    userId: owner.id,
    scopes: [...new Set(input.scopes ?? ['gateway' as const])],
    enabled: true,
    expiresAt: checkExpiry(input.expiresAt) ?? null,
    allowedIps: input.allowedIps ?? [],
    models,
    group,
    cache: input.cache ?? false,
    limits: limitsFrom(noLimits, input.rateLimit),
    ceilingNanos: input.spendLimit ?? null,
    dayCeilingNanos: input.spendLimitPerDay ?? null,
    monthCeilingNanos: input.spendLimitPerMonth ?? null,
    spentNanos: 0n,
    createdAt: new Date(),
    lastUsedAt: null,
    deletedAt: null,
  }
  const keys = Array.from({ length: count }, (_, at) => {
    const secret = newSecret()
    const name = count === 1 ? input.name : `${input.name}-${at + 1}`
    return { ...shared, id: newId('apiKey'), limitId: newId('limit'), name, secret, preview: previewOf(secret) }
  })
  await store(owner.id, by, keys)
  return keys.map(({ secret, ...row }) => ({ ...showKey(row), secret }))
}

/** Far more keys than a person uses. A script that creates keys in a loop has to be stopped somewhere. */
const mostKeys = 1000

const keptRow = z.object({ kept: z.int() })

async function checkCount(tx: Tx, userId: number, more: number): Promise<void> {
  await run(tx, 'select from users where id = $1 for update', [userId])
  const [row] = await rowsOf(tx, keptRow, 'select count(*)::int as kept from api_keys where user_id = $1 and deleted_at is null', [userId])
  if ((row?.kept ?? 0) + more > mostKeys) throw fail('too_many_keys')
}

type NewKey = KeyRow & { secret: string }
const store = (userId: number, by: Actor, keys: NewKey[]): Promise<void> =>
  transaction(async (tx) => {
    await checkCount(tx, userId, keys.length)
    await openLimits(
      tx,
      keys.map(({ limitId, ceilingNanos }) => ({ id: limitId, ceilingNanos })),
    )
    for (const key of keys) {
      await run(
        tx,
        `insert into api_keys (id, user_id, name, hash, sealed, preview, scopes, enabled, expires_at, allowed_ips, models, group_name, rpm, tpm,
           weekly_tokens, concurrency, limit_id, created_at, spend_per_day, spend_per_month, cache)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::jsonb, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)`,
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
  })
