import type { AnswerPart } from '../../generation/part'

/** An entry of OpenRouter's `reasoning_details`, which its clients send back with the message. */
export type ReasoningDetail =
  | { type: 'reasoning.text'; text: string; signature: string; index: number }
  | { type: 'reasoning.encrypted'; data: string; index: number }

/** What each answer has thought since its last proof, so that thought and proof go out, and come back, as one. */
export class ThoughtProofs {
  readonly #thoughts = new Map<number, { text: string; proven: number }>()

  said({ answer, text }: { answer: number; text: string }): void {
    this.#of(answer).text += text
  }

  detail({ answer, signature, hidden }: Extract<AnswerPart, { type: 'signature' }>): ReasoningDetail {
    const thought = this.#of(answer)
    const index = thought.proven++
    if (hidden) return { type: 'reasoning.encrypted', data: signature, index }
    const { text } = thought
    thought.text = ''
    return { type: 'reasoning.text', text, signature, index }
  }

  #of(answer: number) {
    let thought = this.#thoughts.get(answer)
    if (!thought) {
      thought = { text: '', proven: 0 }
      this.#thoughts.set(answer, thought)
    }
    return thought
  }
}
