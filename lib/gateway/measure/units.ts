import { type Units, unitNames } from '@/lib/units'
import type { Usage } from '../generation/part'
import type { TaskRequest } from '../generation/task'

/** A text has hardly ever more tokens than half its bytes, for which is held, and never more than its bytes. */
const tokensAbove = 2

/** What a task is charged for: what is reported, where that can be true, else what is counted here. */
export function chargedUnits({ most, counted }: Pick<TaskRequest, 'most' | 'counted'>, reported: Usage | null): Usage {
  if (reported && isPossible(reported, most)) return reported
  return { ...counted(), estimated: true }
}

const isPossible = (reported: Units, most: Units): boolean =>
  unitNames.every((unit) => reported[unit] <= most[unit] * (unit.endsWith('Tokens') ? tokensAbove : 1)) &&
  // Of what was asked for it cannot have taken nothing.
  (most.inputTokens === 0 || reported.inputTokens > 0)
