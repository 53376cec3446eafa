import { isUtf8 } from 'node:buffer'
import { outgrows } from '@/lib/json-shape'
import type { TaskAnswer, TaskRequest } from '../generation/task'
import { isJsonOrPage, mediaType } from '../protocols/media-type'
import type { UpstreamTask } from '../protocols/protocol'
import { readError } from '../protocols/read-error'
import type { Broken, WholeResponse } from '../protocols/upstream-response'
import { writable } from './read-answer'

export type TaskReading = ({ ok: true } & TaskAnswer) | Broken

/** Reads the answer to a task; anything else that an upstream answers with 200 is a failure. */
export function readTask({ headers, body }: WholeResponse, task: UpstreamTask | undefined, asked: TaskRequest): TaskReading {
  if (typeof body === 'string') return { ok: false, reason: body }
  const type = headers['content-type']
  if (asked.answer === 'text' && !isJsonOrPage(type))
    return isUtf8(body)
      ? { ok: true, content: body.toString(), type: mediaType(type, plain), reported: {} }
      : { ok: false, reason: 'malformed' }
  const json = task && !outgrows(body, writable) ? objectOf(body) : undefined
  if (!task || !json) return { ok: false, reason: 'malformed' }
  if (json.error) return { ok: false, reason: 'error', ...readError(json.error) }
  const answer = task.read(json, asked)
  if (answer === 'malformed') return { ok: false, reason: answer }
  // Bytes that are no text would reach the caller as they are.
  return { ok: true, ...answer, original: { object: json, bytes: isUtf8(body) ? body : undefined } }
}

export const plain = 'text/plain; charset=utf-8'

export function objectOf(body: Buffer | string): Record<string, unknown> | undefined {
  try {
    const json: unknown = JSON.parse(body.toString())
    return typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
