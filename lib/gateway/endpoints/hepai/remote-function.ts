import type { FreeEndpoint, ModelEndpoint } from '../endpoint'

/** What a model does when a function of it is called by its name. */
export interface RemoteFunction {
  name: string
  does: string
  /** In the order in which they may come without their names. Clients evaluate the types, so that only plain ones may stand here. */
  parameters: readonly (readonly [name: string, type: 'str' | 'list' | 'dict' | 'bool' | 'Any'])[]
  returns: 'str' | 'dict' | 'list'
  endpoint: ModelEndpoint | FreeEndpoint
}

export const stream = ['stream', 'bool'] as const
