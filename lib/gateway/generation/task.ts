import type { Units } from '@/lib/units'
import type { Usage } from './part'

/** What a model can be asked for beside a generated answer. */
export type TaskName = 'embeddings' | 'rerank' | 'moderations'

/** A request for one of these, as its endpoint makes it of the caller's body. */
export interface TaskRequest {
  task: TaskName
  /** By the name that the caller used. */
  model: string
  /** As it came. */
  body: Record<string, unknown>
  /** The most that it can come to. The hold is for this, and a report is not believed above it. */
  most: Units
  /** What it comes to where the upstream does not say; it is counted here. */
  counted(): Units
}

/** What an upstream answered to a task: a JSON object as it was sent, and what it reports to have used; null: nothing, or nothing credible. */
export interface TaskAnswer {
  json: Record<string, unknown>
  usage: Usage | null
}
