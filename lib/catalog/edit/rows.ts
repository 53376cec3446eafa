import 'server-only'
import type { Tx } from '@/lib/db/prisma'
import { formatNanos } from '@/lib/money'
import { open } from '@/lib/seal'
import { dayOf } from '../day'
import type { GivenPrice } from '../price'
import type { Protocol } from '../protocols'
import { byUpstream, type WholeGroup, type WholeModel, type WholeTarget, type WholeUpstream } from './whole'

export interface Kept<T> {
  id: string
  fromFile: boolean
  createdAt: Date
  row: T
}
export interface KeptModel extends Kept<WholeModel> {
  targetIds: Map<string, string>
  updatedAt: Date
}
export interface Rows {
  upstreams: Kept<WholeUpstream>[]
  models: KeptModel[]
  groups: Kept<WholeGroup>[]
}

/** The key by which two targets of one model are told apart. */
export const targetKey = (target: { upstream: string; upstreamModel: string }): string => `${target.upstream}\n${target.upstreamModel}`

const decimal = (nanos: bigint | null): string | null => (nanos === null ? null : formatNanos(nanos))

/** Reads the whole live catalog as operators see it. It is small and changed by hand, so every verb reads all of it. */
export async function readRows(tx: Tx): Promise<Rows> {
  const groups = await tx.group.findMany({ where: { archivedAt: null }, orderBy: { name: 'asc' } })
  const upstreams = await tx.upstream.findMany({ where: { archivedAt: null }, orderBy: { name: 'asc' }, omit: { apiKeySealed: false } })
  const models = await tx.model.findMany({
    where: { archivedAt: null },
    orderBy: { id: 'asc' },
    relationLoadStrategy: 'join',
    include: {
      names: { where: { isAlias: true }, orderBy: { position: 'asc' } },
      targets: { include: { upstream: { select: { name: true } } } },
      prices: { where: { wholeId: null }, orderBy: { createdAt: 'desc' }, take: 1 },
    },
  })
  return {
    groups: groups.map(({ id, fromFile, createdAt, archivedAt: _, weeklyTokens, spendPerDay, spendPerMonth, spendTotal, ...row }) => ({
      id,
      fromFile,
      createdAt,
      row: {
        ...row,
        weeklyTokens: weeklyTokens === null ? null : Number(weeklyTokens),
        spendLimitPerDay: decimal(spendPerDay),
        spendLimitPerMonth: decimal(spendPerMonth),
        spendLimit: decimal(spendTotal),
      },
    })),
    upstreams: upstreams.map(({ id, fromFile, createdAt, archivedAt: _, updatedAt: __, apiKeySealed, timeouts, protocol, ...row }) => ({
      id,
      fromFile,
      createdAt,
      row: {
        ...row,
        protocol: protocol as Protocol,
        timeouts: timeouts as WholeUpstream['timeouts'],
        apiKey: apiKeySealed && opened(id, apiKeySealed),
      },
    })),
    models: models.map(({ fromFile, createdAt, updatedAt, archivedAt: _, names, targets, prices, ...row }) => {
      const named = targets.map(({ upstream, ...target }) => ({ ...target, upstream: upstream.name }))
      return {
        id: row.id,
        fromFile,
        createdAt,
        updatedAt,
        targetIds: new Map(named.map((target) => [targetKey(target), target.id])),
        row: {
          ...row,
          aliases: names.map(({ name }) => name),
          thinking: row.thinking as WholeModel['thinking'],
          modes: row.modes as WholeModel['modes'],
          auto: row.auto as WholeModel['auto'],
          deprecatedAt: dayOf(row.deprecatedAt),
          sunsetAt: dayOf(row.sunsetAt),
          ownedBy: row.ownedBy as WholeModel['ownedBy'],
          groups: row.groups as string[] | null,
          cache: row.cache as WholeModel['cache'],
          weeklyTokens: row.weeklyTokens === null ? null : Number(row.weeklyTokens),
          price: (prices[0]?.given ?? {}) as GivenPrice,
          targets: named
            .map(({ upstream, upstreamModel, priority, weight, enabled, context, params }) => ({
              upstream,
              upstreamModel,
              priority,
              weight,
              enabled,
              context,
              params: params as WholeTarget['params'],
            }))
            .sort(byUpstream),
        },
      }
    }),
  }
}

/** A credential that cannot be opened counts as unknown, so it differs from whatever is set next. */
function opened(id: string, sealed: Uint8Array): string {
  try {
    return open('upstream-credential', id, sealed)
  } catch {
    return ''
  }
}
