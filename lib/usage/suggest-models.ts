import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { once } from '@/lib/once'

interface Offered {
  id: string
  modes: string[]
  demo: boolean
}

const modelRow = z.object({ model: z.string() })
const callsRow = modelRow.extend({ calls: z.int() })

const keptMs = 60_000
const mostOwn = 50

async function readCalls(): Promise<Map<string, number>> {
  const rows = await rowsOf(
    pool(),
    callsRow,
    "select model, sum(calls - errors)::int as calls from usage_hours where hour > now() - interval '7 days' group by model",
  )
  return new Map(rows.map(({ model, calls }) => [model, calls]))
}

const state = () =>
  once('usage.suggest-models', () => ({ at: Number.NEGATIVE_INFINITY, calls: Promise.resolve(new Map<string, number>()) }))

/** Everybody's calls of the last week that went well, by model; read at most once a minute. */
function callsByModel(now: number): Promise<Map<string, number>> {
  const kept = state()
  if (now - kept.at >= keptMs) {
    kept.at = now
    kept.calls = readCalls().catch(() => new Map())
  }
  return kept.calls
}

/** What has served this user, the last first. */
async function usedBy(userId: number | undefined): Promise<string[]> {
  if (userId === undefined) return []
  const rows = await rowsOf(
    pool(),
    modelRow,
    `select model from usage_hours where user_id = $1 and calls > errors order by hour desc, calls - errors desc limit ${mostOwn}`,
    [userId],
  )
  return [...new Set(rows.map(({ model }) => model))]
}

/**
 * The chat models to begin with, best first: of those that answer now (`answers`) the one that this user used last, then the one that
 * everybody uses most, the demo last; then those that do not answer, in the same order. A list of models is no reason to fail, so without
 * the database only `answers` counts.
 */
export async function suggestModels(
  { models, userId, answers }: { models: Offered[]; userId: number | undefined; answers(id: string): boolean },
  now = Date.now(),
): Promise<string[]> {
  const [calls, own] = await Promise.all([callsByModel(now), usedBy(userId).catch((): string[] => [])])
  const ranked = models
    .filter(({ modes }) => modes.includes('chat'))
    .map(({ id, demo }) => ({
      id,
      demo,
      silent: !answers(id),
      ago: own.includes(id) ? own.indexOf(id) : mostOwn,
      calls: calls.get(id) ?? 0,
    }))
  ranked.sort((a, b) => Number(a.silent) - Number(b.silent) || a.ago - b.ago || Number(a.demo) - Number(b.demo) || b.calls - a.calls)
  return ranked.map(({ id }) => id)
}
