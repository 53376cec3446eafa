import type { AnswerPart } from '../../generation/part'
import type { UpstreamEvent } from '../../protocols/protocol'
import type { AnswerHead, AnswerTotal } from '../endpoint'
import { Candidates } from './candidates'
import { geminiUsage } from './gemini-usage'
import type { Members } from './members'
import { showsThoughts } from './read-config'

/** The call's own id, without its kind. */
export const geminiId = (id: string): string => id.slice(id.indexOf('_') + 1)

/** A whole answer: the upstream's own with the model's name that was asked for, or one put together from its parts. */
export function writeAnswer({ parts, json }: UpstreamEvent, head: AnswerHead & AnswerTotal): string {
  const { model, alike, cost, usage } = head
  const answer = alike ? { ...json, ...(usage?.estimated && { usageMetadata: geminiUsage(usage) }) } : answerOf(parts, head)
  return JSON.stringify({ ...answer, modelVersion: model, ...(cost !== undefined && { _cost: JSON.rawJSON(cost) }) })
}

function answerOf(parts: AnswerPart[], { id, request, usage }: AnswerHead & AnswerTotal): Members {
  const candidates = new Candidates(showsThoughts(request))
  const told = candidates.take(parts)
  const indexes = new Set([...told.keys(), ...candidates.finished.keys()])
  return {
    candidates: [...indexes]
      .sort((one, other) => one - other)
      .map((index) => ({
        content: { parts: told.get(index) ?? [{ text: '' }], role: 'model' },
        finishReason: candidates.finished.get(index) ?? 'STOP',
        index,
      })),
    ...(usage && { usageMetadata: geminiUsage(usage) }),
    responseId: geminiId(id),
  }
}
