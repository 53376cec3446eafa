import 'server-only'
import type { Actor } from '@/lib/audit/audit'
import { transaction } from '@/lib/db/transaction'
import { newId } from '@/lib/ids'
import { checkChoices, checkExpiry, type KeyOwner, limitsFrom, noLimits } from './check-key'
import { insertKeys, type KeyWithSecret } from './insert-keys'
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
  const keys = draftKeys(owner, input)
  await transaction((tx) => insertKeys(tx, { userId: owner.id, by, keys }))
  return keys.map(({ secret, ...row }) => ({ ...showKey(row), secret }))
}

/** The rows of such keys, checked and with their secrets, before they are written. */
export function draftKeys(owner: KeyOwner, input: CreateKeys, applicationId: string | null = null): KeyWithSecret[] {
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
    applicationId,
    stoppedReason: null,
  }
  return Array.from({ length: count }, (_, at) => {
    const secret = newSecret()
    const name = count === 1 ? input.name : `${input.name}-${at + 1}`
    return { ...shared, id: newId('apiKey'), limitId: newId('limit'), name, secret, preview: previewOf(secret) }
  })
}
