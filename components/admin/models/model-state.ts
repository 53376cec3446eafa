import type { ModelLine } from '@/lib/catalog/schema'

export const modelStates = ['on', 'noTargets', 'off'] as const
export type ListedState = (typeof modelStates)[number]

export const modelState = (row: ModelLine): ListedState =>
  !row.enabled ? 'off' : row.targets.some(({ enabled }) => enabled) ? 'on' : 'noTargets'
