import 'server-only'
import { isDeepStrictEqual } from 'node:util'
import { type Actor, audit } from '@/lib/audit/audit'
import { bump } from '@/lib/db/notify'
import type { Tx } from '@/lib/db/prisma'
import { rowsOf, run } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { fail } from '@/lib/errors'
import { setCeiling } from '@/lib/ledger/wallet/limits-rows'
import { checkChoices, checkExpiry, type KeyOwner, limitsFrom } from './check-key'
import { keyCache } from './key-cache'
import { type KeyRow, keyRow, selectKeys } from './key-row'
import type { ChangeKey, ShownKey } from './schema'
import { showKey } from './show-key'

interface Given {
  owner: KeyOwner
  by: Actor
  id: string
  input: ChangeKey
}

/** Changes the members that were sent. The gateway follows within a second, other processes within five. */
export async function changeKey({ owner, by, id, input }: Given): Promise<ShownKey> {
  const shown = await transaction(async (tx) => {
    const before = await lockKey(tx, owner.id, id)
    const after = changed(before, input, owner)
    keepGrant(before, after)
    await run(
      tx,
      `update api_keys set name = $2, scopes = $3, enabled = $4, expires_at = $5, allowed_ips = $6, models = $7::jsonb, group_name = $8,
         rpm = $9, tpm = $10, weekly_tokens = $11, concurrency = $12, spend_per_day = $13, spend_per_month = $14, cache = $15 where id = $1`,
      [
        id,
        after.name,
        after.scopes,
        after.enabled,
        after.expiresAt,
        after.allowedIps,
        after.models && JSON.stringify(after.models),
        after.group,
        after.limits.rpm,
        after.limits.tpm,
        after.limits.weeklyTokens,
        after.limits.concurrency,
        after.dayCeilingNanos,
        after.monthCeilingNanos,
        after.cache,
      ],
    )
    if (after.ceilingNanos !== before.ceilingNanos) await setCeiling(tx, before.limitId, after.ceilingNanos)
    await audit(tx, { actor: by, action: 'key.change', subject: `key:${id}`, ...difference(before, after) })
    await bump(tx, 'keys', id)
    return showKey(after)
  })
  keyCache().forget(id)
  return shown
}

/** Another user's key counts as missing. */
async function lockKey(tx: Tx, userId: number, id: string): Promise<KeyRow> {
  const [row] = await rowsOf(tx, keyRow, `${selectKeys} where k.id = $1 and k.user_id = $2 and k.deleted_at is null for update of k`, [
    id,
    userId,
  ])
  if (!row) throw fail('not_found')
  return row
}

function changed(before: KeyRow, input: ChangeKey, owner: KeyOwner): KeyRow {
  const { models, group } = checkChoices(
    owner,
    { models: input.models === undefined ? before.models : input.models, group: input.group === undefined ? before.group : input.group },
    before,
  )
  const expiry = checkExpiry(input.expiresAt, before.expiresAt)
  return {
    ...before,
    name: input.name ?? before.name,
    scopes: input.scopes ? [...new Set(input.scopes)] : before.scopes,
    enabled: input.enabled ?? before.enabled,
    expiresAt: expiry === undefined ? before.expiresAt : expiry,
    allowedIps: input.allowedIps ?? before.allowedIps,
    models,
    group,
    cache: input.cache ?? before.cache,
    limits: limitsFrom(before.limits, input.rateLimit),
    ceilingNanos: input.spendLimit === undefined ? before.ceilingNanos : input.spendLimit,
    dayCeilingNanos: input.spendLimitPerDay === undefined ? before.dayCeilingNanos : input.spendLimitPerDay,
    monthCeilingNanos: input.spendLimitPerMonth === undefined ? before.monthCeilingNanos : input.spendLimitPerMonth,
  }
}

/** Throws when the owner would widen what was granted, or start a key that an operator stopped. */
function keepGrant(before: KeyRow, after: KeyRow): void {
  if (before.stoppedReason !== null && after.enabled) throw fail('key_gone')
  if (before.applicationId === null) return
  for (const name of ['limits', 'models', 'expiresAt'] as const)
    if (!isDeepStrictEqual(before[name], after[name])) throw fail('key_granted')
}

/** The members that changed, for the audit trail. */
function difference(before: KeyRow, after: KeyRow) {
  const names = (Object.keys(after) as (keyof KeyRow)[]).filter((name) => !isDeepStrictEqual(before[name], after[name]))
  const pick = (row: KeyRow) => Object.fromEntries(names.map((name) => [name, row[name]]))
  return { before: pick(before), after: pick(after) }
}
