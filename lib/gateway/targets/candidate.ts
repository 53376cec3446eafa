import type { Model, Target } from '@/lib/catalog/entries'

/** A target with the model that it serves: the one asked for, or a fallback. */
export interface Candidate {
  model: Model
  target: Target
}

/** How many tokens it can hold; null: not known. */
export const windowOf = ({ model, target }: Candidate): number | null => target.context ?? model.context
