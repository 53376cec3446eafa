import type { Units } from '@/lib/units'
import type { Usage } from './part'

/** What a model can be asked for beside a generated answer. */
export type TaskName = 'embeddings' | 'rerank' | 'moderations'

/** A request for one of these, as its endpoint makes it of the caller's body. */
export interface TaskRequest {
  task: TaskName
  /** By the name that the caller used; null: any that can do it. */
  model: string | null
  /** As it came. */
  body: Record<string, unknown>
  /** The most that it can come to: the hold is for this. */
  most: Units
  /** What it comes to where the upstream does not say; it is counted here. */
  counted(): Units
  /** Puts into an answer what the caller asked for and the upstream left out. */
  finish?: ((json: Record<string, unknown>) => Record<string, unknown>) | undefined
}

/** What an upstream answered to a task: a JSON object as it was sent, and what it reports to have used; null: it does not say. */
export interface TaskAnswer {
  json: Record<string, unknown>
  usage: Usage | null
}
