import type { State } from '@/components/ui/status-dot'
import type { UpstreamLine } from '@/lib/catalog/upstream-schema'
import type { TargetHealth, UpstreamHealth } from '@/lib/gateway/schema'

export const upstreamStates = ['on', 'open', 'partlyOpen', 'halfOpen', 'resting', 'unused', 'off'] as const
export interface UpstreamState {
  word: (typeof upstreamStates)[number]
  look: State
  /** the target that the state is about */
  target?: TargetHealth
}

/** One state for an upstream: the worst of its targets, unless it is switched off or nothing uses it. */
export function stateOf(line: Pick<UpstreamLine, 'enabled' | 'models'>, health: UpstreamHealth | undefined): UpstreamState {
  if (!line.enabled) return { word: 'off', look: 'off' }
  if (line.models.length === 0) return { word: 'unused', look: 'off' }
  const targets = health?.targets.filter(({ state }) => state !== 'off') ?? []
  const of = (state: TargetHealth['state']) => targets.find((target) => target.state === state)
  const open = of('open')
  if (open) {
    const all = targets.every(({ state }) => state === 'open')
    return all ? { word: 'open', look: 'bad', target: open } : { word: 'partlyOpen', look: 'warn', target: open }
  }
  const half = of('half_open')
  if (half) return { word: 'halfOpen', look: 'warn', target: half }
  const resting = of('resting')
  if (resting) return { word: 'resting', look: 'warn', target: resting }
  return { word: 'on', look: 'on' }
}
