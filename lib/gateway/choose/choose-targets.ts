import type { Model, Target } from '@/lib/catalog/entries'
import { type Candidate, windowOf } from '../targets/candidate'

export interface Routing {
  models: Model[]
  /** The least number of tokens that the input can have. A smaller window cannot hold it. */
  leastInput: number
  vision: boolean
  /** The target that this session used last, while it is healthy. */
  sticky: string | undefined
  random(): number
}

/**
 * Lists every target that could serve the call, in the order in which they are tried: the asked model's before its fallbacks', higher
 * priority first, weighted random inside a priority, and the session's last target before all. Health and room are checked when a target's
 * turn comes.
 */
export function chooseTargets({ models, leastInput, vision, sticky, random }: Routing): Candidate[] {
  const chosen: Candidate[] = []
  models.forEach((model, place) => {
    if (place > 0 && vision && !model.capabilities.includes('vision')) return
    const usable = model.targets.filter(({ enabled, upstream }) => enabled && upstream.enabled)
    const fitting = usable.filter((target) => leastInput <= (windowOf({ model, target }) ?? Number.POSITIVE_INFINITY))
    // When no window is large enough, the upstream's own refusal is passed on.
    for (const target of shuffled(fitting.length > 0 || place > 0 ? fitting : usable, random)) chosen.push({ model, target })
  })
  const own = sticky === undefined ? -1 : chosen.findIndex(({ target }) => target.id === sticky)
  if (own > 0) chosen.unshift(...chosen.splice(own, 1))
  return chosen
}

function shuffled(targets: Target[], random: () => number): Target[] {
  if (targets.length < 2) return targets
  // Exponential keys: the smallest of -ln(u)/w comes first with a probability in proportion to w.
  const keyed = targets.map((target) => ({ target, key: -Math.log(1 - random()) / Math.max(target.weight, 1e-9) }))
  keyed.sort((a, b) => b.target.priority - a.target.priority || a.key - b.key)
  return keyed.map(({ target }) => target)
}
