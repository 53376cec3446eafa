import type { ErrorCode } from '@/lib/errors'
import { isObject } from '@/lib/json-object'
import type { AnswerPart } from '../../generation/part'
import { absent } from '../check-members'
import type { AnswerHead, AnswerTotal, StreamWriter } from '../endpoint'
import { Candidates } from './candidates'
import { geminiError } from './error-body'
import { geminiUsage } from './gemini-usage'
import { type Members, oneOrMore } from './members'
import { showsThoughts } from './read-config'
import { geminiId } from './write-answer'

/** The events of an answer. Those of an upstream that speaks the same go on as they came, under the name that was asked for. */
export class GeminiWriter implements StreamWriter {
  readonly contentType: string | undefined
  /** Google's client for Python and Gemini CLI take a comment for a broken event. */
  readonly keepAlive = '\n'
  readonly #head: AnswerHead
  readonly #candidates: Candidates
  #id: unknown
  #begun = false
  /** The upstream's last event, which goes out when it is known what the call cost. */
  #ending: Members | undefined
  #reported: unknown

  constructor(head: AnswerHead) {
    this.#head = head
    this.#candidates = new Candidates(showsThoughts(head.request))
    this.contentType = head.request.asList && 'application/json'
  }

  write(parts: AnswerPart[]): string {
    const told = [...this.#candidates.take(parts)]
    if (told.length === 0) return ''
    return this.#event({ candidates: told.map(([index, said]) => ({ content: { parts: said, role: 'model' }, index })) })
  }

  pass(json: Members): string {
    const { usageMetadata, ...event } = json
    if (isObject(usageMetadata)) this.#reported = usageMetadata
    if (absent(event.candidates) && absent(event.promptFeedback)) return ''
    this.#id ??= event.responseId
    if (!ends(event)) return this.#event(event)
    const before = this.#ending && this.#event(this.#ending)
    this.#ending = event
    return before ?? ''
  }

  /** Nothing in an event says which attempt it is of. */
  again() {}

  last({ cost, usage }: AnswerTotal): string {
    const told = usage && (usage.estimated || !this.#reported ? geminiUsage(usage) : this.#reported)
    const finished = [...this.#candidates.finished]
    const candidates = finished.map(([index, finishReason]) => ({ content: { parts: [{ text: '' }], role: 'model' }, finishReason, index }))
    const ours = candidates.length > 0 ? { candidates } : {}
    const before = this.#ending && candidates.length > 0 ? this.#event(ours) : ''
    const end = this.#event({
      ...(this.#ending ?? ours),
      ...(told && { usageMetadata: told }),
      ...(cost !== undefined && { _cost: JSON.rawJSON(cost) }),
    })
    return before + end + (this.#head.request.asList ? ']' : '')
  }

  failed(code: ErrorCode, message?: string): string {
    const text = this.#framed(geminiError(code, message))
    return this.#head.request.asList ? `${text}]` : text
  }

  #event(members: Members): string {
    const { id, model } = this.#head
    return this.#framed({ ...members, modelVersion: model, responseId: this.#id ?? geminiId(id) })
  }

  #framed(event: object): string {
    const text = JSON.stringify(event)
    if (!this.#head.request.asList) return `data: ${text}\n\n`
    const before = this.#begun ? ',\n' : '['
    this.#begun = true
    return before + text
  }
}

/** Whether an event is the last of an answer, or says that there is none. */
const ends = ({ candidates, promptFeedback }: Members): boolean =>
  (isObject(promptFeedback) && Boolean(promptFeedback.blockReason)) ||
  oneOrMore(candidates).some((each) => isObject(each) && Boolean(each.finishReason) && each.finishReason !== 'FINISH_REASON_UNSPECIFIED')
