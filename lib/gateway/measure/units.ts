import type { Price } from '@/lib/catalog/price'
import { noUnits, type UnitName, type Units, unitNames, unitTable } from '@/lib/units'
import type { Usage } from '../generation/part'
import type { TaskRequest } from '../generation/task'

/** A text has hardly ever more tokens than half its bytes, for which is held, and never more than its bytes. */
const tokensAbove = 2

const isTokens = (unit: UnitName): boolean => unit.endsWith('Tokens')
const isCharged = (unit: UnitName, price: Price): boolean => price[`${unitTable[unit].price}Nanos`] > 0n

/** Tokens of pictures and sound are counted only where they are charged for, since most of their models have none. */
const isCounted = (unit: UnitName, { images, seconds, characters }: Units, price: Price): boolean =>
  !isTokens(unit) || images + seconds + characters === 0 || isCharged(unit, price)

/** The tokens that are reserved for a task. */
export const mostTokens = (most: Units, price: Price): number =>
  (['inputTokens', 'outputTokens'] as const).reduce((sum, unit) => sum + (isCounted(unit, most, price) ? most[unit] : 0), 0)

/** What a task is charged for: what is certain, what is reported, where that can be true, and else what is counted here. */
export function chargedUnits(task: Pick<TaskRequest, 'most' | 'certain' | 'counted'>, reported: Partial<Units>, price: Price): Usage {
  const { most, certain, counted } = task
  const units: Units = { ...noUnits, ...certain }
  let estimated = false
  for (const unit of unitNames) {
    const told = reported[unit]
    if (told !== undefined && isPossible(unit, told, most)) units[unit] = told
    else if (counted[unit] && isCounted(unit, most, price)) {
      units[unit] = counted[unit]()
      if (units[unit] > 0 && (isTokens(unit) || isCharged(unit, price))) estimated = true
    }
  }
  return { ...units, estimated }
}

/** A report of 0 is not believed for a unit that the task was expected to use. */
const isPossible = (unit: UnitName, told: number, most: Units): boolean =>
  told <= most[unit] * (isTokens(unit) ? tokensAbove : 1) && (told > 0 || most[unit] === 0)
