import { outgrows } from '@/lib/json-shape'
import { textOfPart } from '../generation/part'
import type { UpstreamEvent, UpstreamProtocol } from '../protocols/protocol'
import type { Broken, WholeResponse } from '../protocols/upstream-response'

export type WholeAnswer = ({ ok: true } & UpstreamEvent) | Broken

/** What is nested deeper can be parsed and not be written again, and by then it is paid for. */
export const writable = { depth: 512, values: Infinity }

/** Reads a whole answer in the upstream's protocol; anything else that an upstream answers with 200 is a failure. */
export function readAnswer({ body }: WholeResponse, protocol: Pick<UpstreamProtocol, 'readAnswer'>): WholeAnswer {
  if (typeof body === 'string') return { ok: false, reason: body }
  let answer: UpstreamEvent | 'malformed'
  try {
    answer = outgrows(body, writable) ? 'malformed' : protocol.readAnswer(JSON.parse(body.toString()))
  } catch {
    answer = 'malformed'
  }
  if (answer === 'malformed') return { ok: false, reason: 'malformed' }
  const failed = answer.parts.find((part) => part.type === 'error')
  return failed ? { ok: false, reason: 'error', ...failed.error } : { ok: true, ...answer }
}

/** Content, reasoning and tool arguments of all answers, for counting where no usage was reported. */
export const textOfAnswer = ({ parts }: UpstreamEvent): string => parts.map(textOfPart).join('')

/** Of the first answer, in the upstream's own word. */
export const finishOfAnswer = ({ parts }: UpstreamEvent): string | null => parts.find((part) => part.type === 'finish')?.told ?? null
