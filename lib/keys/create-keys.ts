import 'server-only'
import type pg from 'pg'
import { type Actor, audit } from '@/lib/audit/audit'
import { transaction } from '@/lib/db/transaction'
import { fail } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { openLimits } from '@/lib/ledger/wallet/limits-rows'
import { lookupHash, seal } from '@/lib/seal'
import { checkChoices, checkExpiry } from './check-key'
import type { CreateKeys, ShownKey } from './schema'
import { newSecret, previewOf } from './secret'
import { type KeyRecord, showKey } from './show-key'

interface Given {
  owner: { id: number; group: string }
  by: Actor
  input: CreateKeys
}

/**
 * Makes one key or many alike; the only answer besides revealing that holds their secrets. No process needs to hear of
 * it: nobody can have asked for a secret that was not there.
 */
export async function createKeys({ owner, by, input }: Given): Promise<(ShownKey & { secret: string })[]> {
  const count = input.count ?? 1
  const { models, group } = checkChoices(owner.group, { models: input.models ?? null, group: input.group ?? null })
  const { rpm = null, tpm = null, weeklyTokens = null, concurrency = null } = input.rateLimit ?? {}
  const shared = {
    scopes: [...new Set(input.scopes ?? ['gateway'])],
    enabled: true,
    expires_at: checkExpiry(input.expiresAt) ?? null,
    allowed_ips: input.allowedIps ?? [],
    models,
    group_name: group,
    rpm,
    tpm,
    weekly_tokens: weeklyTokens === null ? null : BigInt(weeklyTokens),
    concurrency,
    ceiling: input.spendLimit ?? null,
    spent: 0n,
    created_at: new Date(),
    last_used_at: null,
  }
  const keys = Array.from({ length: count }, (_, at) => {
    const secret = newSecret()
    const name = count === 1 ? input.name : `${input.name}-${at + 1}`
    return { ...shared, id: newId('apiKey'), limit_id: newId('limit'), name, secret, preview: previewOf(secret) }
  })
  await store(owner.id, by, keys)
  return keys.map(({ secret, ...row }) => ({ ...showKey(row), secret }))
}

/** Far more than a person uses; what a script in a loop makes has to end somewhere. */
const mostKeys = 1000

async function checkCount(client: pg.PoolClient, userId: number, more: number): Promise<void> {
  await client.query('select from users where id = $1 for update', [userId])
  const { rows } = await client.query<{ kept: number }>(
    'select count(*)::int as kept from api_keys where user_id = $1 and deleted_at is null',
    [userId],
  )
  if ((rows[0]?.kept ?? 0) + more > mostKeys) throw fail('too_many_keys')
}

type NewKey = KeyRecord & { secret: string }
const store = (userId: number, by: Actor, keys: NewKey[]): Promise<void> =>
  transaction(async (client) => {
    await checkCount(client, userId, keys.length)
    await openLimits(
      client,
      keys.map(({ limit_id, ceiling }) => ({ id: limit_id, ceilingNanos: ceiling })),
    )
    for (const key of keys) {
      await client.query(
        `insert into api_keys (id, user_id, name, hash, sealed, preview, scopes, enabled, expires_at, allowed_ips, models, group_name, rpm, tpm,
           weekly_tokens, concurrency, limit_id, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::jsonb, $12, $13, $14, $15, $16, $17, $18)`,
        [
          key.id,
          userId,
          key.name,
          Buffer.from(lookupHash('api-key-lookup', key.secret)),
          Buffer.from(seal('api-key', key.id, key.secret)),
          key.preview,
          key.scopes,
          key.enabled,
          key.expires_at,
          key.allowed_ips,
          key.models && JSON.stringify(key.models),
          key.group_name,
          key.rpm,
          key.tpm,
          key.weekly_tokens,
          key.concurrency,
          key.limit_id,
          key.created_at,
        ],
      )
    }
    const [first] = keys
    await audit(client, {
      actor: by,
      action: 'key.create',
      subject: keys.length === 1 ? `key:${first?.id}` : `user:${userId}`,
      after: keys.map(({ id, name, preview, scopes }) => ({ id, name, preview, scopes })),
    })
  })
