import type { ModelLine } from '@/lib/catalog/schema'

export const modelStates = ['on', 'noTargets', 'off'] as const
export type ModelState = (typeof modelStates)[number]

export const modelState = (row: ModelLine): ModelState =>
  !row.enabled ? 'off' : row.targets.some(({ enabled }) => enabled) ? 'on' : 'noTargets'
