import 'server-only'
import { catalog } from '@/lib/catalog/catalog'
import type { Target, Upstream } from '@/lib/catalog/entries'
import { once } from '@/lib/once'
import { settings } from '@/lib/settings/settings'
import { failureOfError } from '../send/failure'
import { checked, type Finding, healthReport } from '../targets/breaker'
import { wordsForOperators } from '../targets/words-for-operators'
import { askForModels } from './probe-upstream'

const state = () => once('gateway.checks', () => ({ at: Number.NEGATIVE_INFINITY }))

/**
 * Asks upstreams that fail or are idle for their models, every `healthCheckSeconds`. Each process asks for itself, because its breakers are
 * its own and it may reach what another does not.
 */
export async function checkUpstreams(now = performance.now()): Promise<void> {
  const everyMs = settings().healthCheckSeconds * 1000
  if (everyMs === 0 || now - state().at < everyMs) return
  state().at = now
  await Promise.all([...targetsInUse()].filter(([, targets]) => isInDoubt(targets, everyMs)).map(([upstream, ids]) => check(upstream, ids)))
}

function targetsInUse(): Map<Upstream, string[]> {
  const inUse = (target: Target) => target.enabled && target.upstream.enabled && !target.upstream.builtin
  const targets = [...catalog().models.values()].filter(({ enabled }) => enabled).flatMap((model) => model.targets.filter(inUse))
  const byUpstream = Map.groupBy(targets, ({ upstream }) => upstream)
  return new Map([...byUpstream].map(([upstream, all]) => [upstream, all.map(({ id }) => id)]))
}

/** Whether one of them is open or half open, or none has served anything lately. */
function isInDoubt(targets: string[], latelyMs: number): boolean {
  const reports = targets.map(healthReport)
  if (reports.some((health) => health && health.shared.openUntil > 0)) return true
  return !reports.some((health) => health?.lastSuccess && Date.now() - health.lastSuccess.getTime() < latelyMs)
}

async function check(upstream: Upstream, targets: string[]): Promise<void> {
  const finding = await findOut(upstream)
  for (const target of targets) checked(target, finding, settings())
}

/** Any answer shows that it is there, also a refusal: not every upstream has a list of models. */
async function findOut(upstream: Upstream): Promise<Finding | undefined> {
  try {
    const { status, body } = await askForModels(upstream)
    if (typeof body === 'string') return { status, words: body }
    return status >= 500 ? { status, words: wordsForOperators(body.toString(), upstream.apiKey) } : undefined
  } catch (error) {
    return { status: null, words: wordsForOperators(failureOfError(error, false).message, upstream.apiKey) }
  }
}
