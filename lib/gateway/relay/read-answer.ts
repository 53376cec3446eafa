import type { Readable } from 'node:stream'
import { readUsage, type Usage } from '../measure/usage'
import { readError } from '../protocols/openai/error-event'
import type { UpstreamResponse } from '../protocols/upstream-response'

export type WholeAnswer =
  | {
      ok: true
      /** The upstream's object with the model's name that was asked for. */
      json: Record<string, unknown>
      usage: Usage | null
      /** Content, reasoning and tool arguments of all answers, for counting where no usage was reported. */
      text: string
      finishReason: string | null
    }
  | {
      ok: false
      reason: 'cut' | 'malformed' | 'too_large' | 'timeout' | 'aborted' | 'error'
      status?: number
      message?: string
      type?: string
      code?: string
    }

const LIMIT = 32 * 1024 * 1024

export interface AnswerOptions {
  /** Of unpacked bytes; default 32 MiB. */
  limit?: number
  /** For the rest of the answer, from now. */
  timeoutMs: number
  signal: AbortSignal
  /** The name that the caller asked for. */
  model: string
}

/** Reads a whole chat (or text) completion; anything else that an upstream answers with 200 is a failure. */
export async function readAnswer(response: UpstreamResponse, options: AnswerOptions): Promise<WholeAnswer> {
  const bytes = await readAll(response.body, options)
  if (typeof bytes === 'string') return { ok: false, reason: bytes }
  let json: unknown
  try {
    json = JSON.parse(bytes.toString())
  } catch {
    return { ok: false, reason: 'malformed' }
  }
  return readCompletion(json, options.model)
}

function readCompletion(json: unknown, model: string): WholeAnswer {
  if (typeof json !== 'object' || json === null) return { ok: false, reason: 'malformed' }
  const answer = json as Record<string, unknown>
  if (answer.error || answer.object === 'error') return { ok: false, reason: 'error', ...readError(answer.error || answer) }
  const { choices } = answer
  if (!Array.isArray(choices) || choices.length === 0) return { ok: false, reason: 'malformed' }
  let text = ''
  let finishReason: string | null = null
  for (const choice of choices) {
    const { message, text: plain, finish_reason } = (choice ?? {}) as Record<string, unknown>
    if (typeof plain === 'string') text += plain
    else if (typeof message === 'object' && message !== null) text += messageText(message as Record<string, unknown>)
    else return { ok: false, reason: 'malformed' }
    if (typeof finish_reason === 'string') finishReason ??= finish_reason
  }
  return { ok: true, json: { ...answer, model }, usage: readUsage(answer.usage), text, finishReason }
}

function messageText({ content, refusal, reasoning_content, reasoning, tool_calls }: Record<string, unknown>) {
  let text = ''
  for (const part of [content, refusal, reasoning_content ?? reasoning]) {
    if (typeof part === 'string') text += part
    else if (Array.isArray(part)) text += part.map((piece) => (typeof piece?.text === 'string' ? piece.text : '')).join('')
  }
  for (const call of Array.isArray(tool_calls) ? tool_calls : []) {
    text += `${call?.function?.name ?? ''}${call?.function?.arguments ?? ''}`
  }
  return text
}

/** The whole body, or why there is none. A body that is given up is destroyed at once. */
export function readAll(
  body: Readable,
  { limit = LIMIT, timeoutMs, signal }: Omit<AnswerOptions, 'model'>,
): Promise<Buffer | 'cut' | 'too_large' | 'timeout' | 'aborted'> {
  return new Promise((resolve) => {
    const parts: Buffer[] = []
    let size = 0
    const finish = (result: Buffer | 'cut' | 'too_large' | 'timeout' | 'aborted') => {
      clearTimeout(timer)
      signal.removeEventListener('abort', aborted)
      // What a body that is given up still throws is of no interest, but somebody has to hear it: `cut` stays for errors.
      body.off('data', taken).off('end', ended).off('close', cut)
      if (typeof result === 'string') body.destroy()
      resolve(result)
    }
    const taken = (part: Buffer) => {
      size += part.length
      if (size > limit) finish('too_large')
      else parts.push(part)
    }
    const ended = () => finish(Buffer.concat(parts))
    const cut = () => finish('cut')
    const aborted = () => finish('aborted')
    const timer = setTimeout(() => finish('timeout'), timeoutMs)
    signal.addEventListener('abort', aborted)
    body.on('data', taken).on('end', ended).on('error', cut).on('close', cut)
    if (signal.aborted) aborted()
  })
}
