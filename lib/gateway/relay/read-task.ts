import { outgrows } from '@/lib/json-shape'
import type { TaskAnswer, TaskRequest } from '../generation/task'
import type { UpstreamTask } from '../protocols/protocol'
import { readError } from '../protocols/read-error'
import type { Broken, WholeResponse } from '../protocols/upstream-response'
import { writable } from './read-answer'

export type TaskReading = ({ ok: true } & TaskAnswer) | Broken

/** Reads the answer to a task; anything else that an upstream answers with 200 is a failure. */
export function readTask({ body }: WholeResponse, task: UpstreamTask | undefined, asked: TaskRequest): TaskReading {
  if (typeof body === 'string') return { ok: false, reason: body }
  const json = task && !outgrows(body, writable) ? objectOf(body) : undefined
  if (!task || !json) return { ok: false, reason: 'malformed' }
  if (json.error) return { ok: false, reason: 'error', ...readError(json.error) }
  const answer = task.read(json, asked)
  return answer === 'malformed' ? { ok: false, reason: answer } : { ok: true, ...answer }
}

function objectOf(body: Buffer): Record<string, unknown> | undefined {
  try {
    const json: unknown = JSON.parse(body.toString())
    return typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
