import 'server-only'
import { isDeepStrictEqual } from 'node:util'
import { Prisma } from '@/lib/db/generated/client'
import type { Tx } from '@/lib/db/prisma'
import { run } from '@/lib/db/rows'
import { newId } from '@/lib/ids'
import { parseMoney } from '@/lib/money'
import { seal } from '@/lib/seal'
import { timeOfDay } from '../day'
import { imageLines, wholePrice } from '../price'
import { type Kept, type KeptModel, targetKey } from './rows'
import type { WholeGroup, WholeModel, WholeUpstream } from './whole'

const json = (value: unknown): Prisma.InputJsonValue | typeof Prisma.DbNull =>
  value === null || value === undefined ? Prisma.DbNull : (value as Prisma.InputJsonValue)

const nanos = (decimal: string | null): bigint | null => (decimal === null ? null : (parseMoney(decimal) ?? null))

/** Locks the catalog for one writer. Names are checked and then written, so no other change may come in between. */
export const lockCatalog = (tx: Tx): Promise<unknown> => run(tx, 'select pg_advisory_xact_lock(5273002)')

export async function writeUpstream(
  tx: Tx,
  kept: Kept<WholeUpstream> | undefined,
  whole: WholeUpstream,
  fromFile: boolean,
): Promise<string> {
  const id = kept?.id ?? newId('upstream')
  const { apiKey, timeouts, ...rest } = whole
  const data = { ...rest, timeouts: timeouts as Prisma.InputJsonValue, fromFile }
  const credential = apiKey === kept?.row.apiKey ? {} : { apiKeySealed: apiKey === null ? null : seal('upstream-credential', id, apiKey) }
  if (kept) await tx.upstream.update({ where: { id }, data: { ...data, ...credential } })
  else await tx.upstream.create({ data: { id, ...data, ...credential } })
  return id
}

export async function writeGroup(tx: Tx, kept: Kept<WholeGroup> | undefined, whole: WholeGroup, fromFile: boolean): Promise<string> {
  const id = kept?.id ?? newId('group')
  const { spendLimitPerDay, spendLimitPerMonth, spendLimit, ...rest } = whole
  const spend = { spendPerDay: nanos(spendLimitPerDay), spendPerMonth: nanos(spendLimitPerMonth), spendTotal: nanos(spendLimit) }
  const data = { ...rest, ...spend, fromFile }
  if (kept) await tx.group.update({ where: { id }, data })
  else await tx.group.create({ data: { id, ...data } })
  return id
}

/** `upstreamIds` by name. A model that was archived comes back under its id, with its history. */
export async function writeModel(
  tx: Tx,
  kept: KeptModel | undefined,
  whole: WholeModel,
  fromFile: boolean,
  upstreamIds: Map<string, string>,
): Promise<void> {
  const { id, aliases, price, targets, ownedBy, groups, cache, deprecatedAt, sunsetAt, ...rest } = whole
  const days = { deprecatedAt: timeOfDay(deprecatedAt), sunsetAt: timeOfDay(sunsetAt) }
  const data = { ...rest, ...days, ownedBy: json(ownedBy), groups: json(groups), cache: json(cache), fromFile, archivedAt: null }
  const fresh = kept ? {} : { createdAt: new Date() }
  await tx.model.upsert({ where: { id }, create: { id, ...data }, update: { ...data, ...fresh } })

  await tx.modelName.deleteMany({ where: { modelId: id } })
  const names = [{ name: id, isAlias: false }, ...aliases.map((name) => ({ name, isAlias: true }))]
  await tx.modelName.createMany({ data: names.map((name, position) => ({ ...name, modelId: id, position })) })

  const ids = targets.map((target) => kept?.targetIds.get(targetKey(target)) ?? newId('target'))
  await tx.target.deleteMany({ where: { modelId: id, id: { notIn: ids } } })
  for (const [at, { upstream, params, ...target }] of targets.entries()) {
    const row = { ...target, modelId: id, upstreamId: upstreamIds.get(upstream) ?? '', params: json(params) }
    const targetId = ids[at] ?? ''
    await tx.target.upsert({ where: { id: targetId }, create: { id: targetId, ...row }, update: row })
  }
  if (!kept || !isDeepStrictEqual(kept.row.price, price)) await writePrice(tx, id, price)
}

/** Writes a changed price as a new row. Its time is later than that of the last one even when the clock is not. */
async function writePrice(tx: Tx, modelId: string, given: WholeModel['price']): Promise<void> {
  const last = await tx.priceVersion.findFirst({ where: { modelId }, orderBy: { createdAt: 'desc' } })
  const createdAt = new Date(Math.max(Date.now(), last ? last.createdAt.getTime() + 1 : 0))
  const wholeId = newId('price')
  const common = { modelId, createdAt, given: given as Prisma.InputJsonObject }
  await tx.priceVersion.create({ data: { id: wholeId, ...common, ...wholePrice(given) } })
  // Processes of older versions take the newest row of a model for its price.
  const before = new Date(createdAt.getTime() - 1)
  const lines = imageLines(given).map((line, place) => ({ id: newId('price'), ...common, createdAt: before, wholeId, place, ...line }))
  if (lines.length > 0) await tx.priceVersion.createMany({ data: lines })
}
