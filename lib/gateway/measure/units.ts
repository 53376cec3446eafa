import { type Units, unitNames } from '@/lib/units'
import type { Usage } from '../generation/part'
import type { TaskRequest } from '../generation/task'

/** What a task is charged for: what is reported, where that can be true, else what is counted here. */
export function chargedUnits({ most, counted }: Pick<TaskRequest, 'most' | 'counted'>, reported: Usage | null): Usage {
  if (reported && unitNames.every((unit) => reported[unit] <= most[unit]) && saysSomething(reported, most)) return reported
  return { ...counted(), requests: 1, estimated: true }
}

/** A report of none of what was asked for cannot be true. */
const saysSomething = (reported: Units, most: Units): boolean =>
  unitNames.every((unit) => unit === 'requests' || most[unit] === 0) ||
  unitNames.some((unit) => unit !== 'requests' && most[unit] > 0 && reported[unit] > 0)
