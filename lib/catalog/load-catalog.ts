import 'server-only'
import type { Prisma } from '@/lib/db/generated/client'
import { transaction } from '@/lib/db/transaction'
import { log } from '@/lib/log'
import { open } from '@/lib/seal'
import { ceilingNamesOf } from './ceiling-names'
import type { CacheRule, Catalog, Model, Target, Timeouts, Upstream } from './entries'
import { reportsInChunks } from './presets'
import { saidOfPicture, toPrice, wholePrice } from './price'
import type { Protocol } from './protocols'

export const defaultTimeouts: Timeouts = {
  connect: 5,
  firstByte: 15,
  firstToken: null,
  idle: 60,
  total: 1800,
  answer: 600,
}

const number = (value: bigint | null): number | null => (value === null ? null : Number(value))

/** Reads every live row as of one moment. */
export async function loadCatalog(): Promise<Catalog> {
  const rows = await transaction(
    async (tx) => ({
      version: await tx.version.findUnique({ where: { name: 'catalog' } }),
      upstreams: await tx.upstream.findMany({ where: { archivedAt: null }, omit: { apiKeySealed: false } }),
      groups: await tx.group.findMany({ where: { archivedAt: null }, orderBy: { name: 'asc' } }),
      models: await tx.model.findMany({
        where: { archivedAt: null },
        orderBy: { id: 'asc' },
        relationLoadStrategy: 'join',
        include: {
          names: { where: { isAlias: true }, orderBy: { position: 'asc' } },
          targets: { orderBy: [{ priority: 'desc' }, { id: 'asc' }] },
          prices: { where: { wholeId: null }, orderBy: { createdAt: 'desc' }, take: 1, include: { lines: { orderBy: { place: 'asc' } } } },
        },
      }),
    }),
    { isolationLevel: 'RepeatableRead' },
  )

  const upstreams = new Map(rows.upstreams.map((row) => [row.id, toUpstream(row)]))
  const models = new Map(rows.models.map((row) => [row.id, toModel(row, upstreams)]))
  const names = new Map<string, Model>()
  for (const model of models.values()) for (const name of [model.id, ...model.aliases]) names.set(name, model)
  const groups = new Map(
    rows.groups.map(({ id, name, multiplier, rpm, tpm, weeklyTokens, concurrency, selectable, ...row }) => [
      name,
      {
        id,
        name,
        multiplier,
        selectable,
        limits: { rpm, tpm, weeklyTokens: number(weeklyTokens), concurrency },
        spend: { day: row.spendPerDay, month: row.spendPerMonth, total: row.spendTotal },
      },
    ]),
  )
  return { version: Number(rows.version?.version ?? 0), models, names, upstreams, groups }
}

type UpstreamRow = Prisma.UpstreamGetPayload<object>
function toUpstream(row: UpstreamRow): Upstream {
  return {
    id: row.id,
    name: row.name,
    enabled: row.enabled,
    baseUrl: row.baseUrl,
    protocol: row.protocol as Protocol,
    apiKey: unsealed(row),
    concurrency: row.concurrency,
    timeouts: { ...defaultTimeouts, ...(row.timeouts as Partial<Timeouts>) },
    ceiling: ceilingNamesOf({ ...row, protocol: row.protocol as Protocol }),
    usageInChunks: reportsInChunks(row.preset),
    builtin: row.protocol === 'builtin',
  }
}

/** A credential that cannot be opened must not take the other upstreams down. */
function unsealed({ id, name, apiKeySealed }: UpstreamRow): string | null {
  if (!apiKeySealed) return null
  try {
    return open('upstream-credential', id, apiKeySealed)
  } catch (error) {
    log('error', 'the credential of an upstream cannot be opened: enter it again', { upstream: name, error })
    return null
  }
}

type ModelRow = Prisma.ModelGetPayload<{ include: { names: true; targets: true; prices: { include: { lines: true } } } }>
function toModel(row: ModelRow, upstreams: Map<string, Upstream>): Model {
  const { names, targets, prices, groups, cache, rpm, tpm, weeklyTokens, concurrency, ...others } = row
  const { fromFile: _file, archivedAt: _archived, updatedAt: _updated, ...rest } = others
  const price = prices[0]
  return {
    ...rest,
    aliases: names.map(({ name }) => name),
    groups: groups as string[] | null,
    cache: cache as CacheRule | null,
    limits: { rpm, tpm, weeklyTokens: number(weeklyTokens), concurrency },
    price: toPrice(price ?? wholePrice({})),
    priceVersionId: price?.id ?? '',
    imagePrices: (price?.lines ?? []).map((line) => ({
      size: saidOfPicture(line.size),
      quality: saidOfPicture(line.quality),
      price: toPrice(line),
      priceVersionId: line.id,
    })),
    targets: targets.flatMap((target): Target[] => {
      const upstream = upstreams.get(target.upstreamId)
      if (!upstream) return []
      const { id, upstreamModel, priority, weight, enabled, context } = target
      const params = target.params as Record<string, unknown> | null
      return [{ id, upstream, upstreamModel, priority, weight, enabled, context, params }]
    }),
  }
}
