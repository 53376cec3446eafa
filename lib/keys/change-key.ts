import 'server-only'
import { isDeepStrictEqual } from 'node:util'
import type pg from 'pg'
import { type Actor, audit } from '@/lib/audit/audit'
import { bump } from '@/lib/db/notify'
import { transaction } from '@/lib/db/transaction'
import { fail } from '@/lib/errors'
import { setCeiling } from '@/lib/ledger/wallet/limits-rows'
import { checkChoices, checkExpiry } from './check-key'
import { keyCache } from './key-cache'
import type { ChangeKey, ShownKey } from './schema'
import { type KeyRecord, keyColumns, showKey } from './show-key'

interface Given {
  owner: { id: number; group: string }
  by: Actor
  id: string
  input: ChangeKey
}

/** Changes the members that were sent; the gateway follows within a second, other processes within five. */
export async function changeKey({ owner, by, id, input }: Given): Promise<ShownKey> {
  const shown = await transaction(async (client) => {
    const before = await lockKey(client, owner.id, id)
    const after = changed(before, input, owner.group)
    await client.query(
      `update api_keys set name = $2, scopes = $3, enabled = $4, expires_at = $5, allowed_ips = $6, models = $7::jsonb, group_name = $8,
         rpm = $9, tpm = $10, weekly_tokens = $11, concurrency = $12 where id = $1`,
      [
        id,
        after.name,
        after.scopes,
        after.enabled,
        after.expires_at,
        after.allowed_ips,
        after.models && JSON.stringify(after.models),
        after.group_name,
        after.rpm,
        after.tpm,
        after.weekly_tokens,
        after.concurrency,
      ],
    )
    if (after.ceiling !== before.ceiling) await setCeiling(client, before.limit_id, after.ceiling)
    await audit(client, { actor: by, action: 'key.change', subject: `key:${id}`, ...difference(before, after) })
    await bump(client, 'keys', id)
    return showKey(after)
  })
  keyCache().forget(id)
  return shown
}

/** Another user's key is a missing one. */
async function lockKey(client: pg.PoolClient, userId: number, id: string): Promise<KeyRecord> {
  const { rows } = await client.query<KeyRecord>(
    `select ${keyColumns} from api_keys k join spend_limits l on l.id = k.limit_id
     where k.id = $1 and k.user_id = $2 and k.deleted_at is null for update of k`,
    [id, userId],
  )
  const [row] = rows
  if (!row) throw fail('not_found')
  return row
}

function changed(before: KeyRecord, input: ChangeKey, userGroup: string): KeyRecord {
  const was = { models: before.models, group: before.group_name }
  const { models, group } = checkChoices(
    userGroup,
    { models: input.models === undefined ? was.models : input.models, group: input.group === undefined ? was.group : input.group },
    was,
  )
  const expiry = checkExpiry(input.expiresAt, before.expires_at)
  const limits = input.rateLimit === null ? { rpm: null, tpm: null, weeklyTokens: null, concurrency: null } : (input.rateLimit ?? {})
  const weekly = limits.weeklyTokens
  return {
    ...before,
    name: input.name ?? before.name,
    scopes: input.scopes ? [...new Set(input.scopes)] : before.scopes,
    enabled: input.enabled ?? before.enabled,
    expires_at: expiry === undefined ? before.expires_at : expiry,
    allowed_ips: input.allowedIps ?? before.allowed_ips,
    models,
    group_name: group,
    rpm: limits.rpm === undefined ? before.rpm : limits.rpm,
    tpm: limits.tpm === undefined ? before.tpm : limits.tpm,
    weekly_tokens: weekly === undefined ? before.weekly_tokens : weekly === null ? null : BigInt(weekly),
    concurrency: limits.concurrency === undefined ? before.concurrency : limits.concurrency,
    ceiling: input.spendLimit === undefined ? before.ceiling : input.spendLimit,
  }
}

/** Only what changed, for the audit trail. */
function difference(before: KeyRecord, after: KeyRecord) {
  const names = (Object.keys(after) as (keyof KeyRecord)[]).filter((name) => !isDeepStrictEqual(before[name], after[name]))
  const pick = (row: KeyRecord) => Object.fromEntries(names.map((name) => [name, row[name]]))
  return { before: pick(before), after: pick(after) }
}
