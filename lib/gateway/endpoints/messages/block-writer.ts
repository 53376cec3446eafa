import { noProof } from '../../generation/no-proof'
import type { AnswerPart } from '../../generation/part'
import { callId } from './call-id'
import { callBlock, textBlock } from './empty-members'

type Members = Record<string, unknown>
type Part = Extract<AnswerPart, { answer: number }>

/** A tool call whose block is open or still to come. */
interface PendingCall {
  begin: Members
  /** What has been told of its arguments. */
  said: string
  /** What waits, because another block is open. */
  waiting: string
}

/**
 * The blocks of one message as events, one after the other. Pieces of calls that come at the same time wait until the call before them is
 * complete, since clients put every piece into the last block.
 */
export class BlockWriter {
  readonly #id: string
  #blocks = 0
  #open: string | undefined
  /** By its number in the answer; the first of these may be open. */
  readonly #pending = new Map<number, PendingCall>()
  /** Parts that came while a call was not complete. They go out after the calls. */
  #later: Part[] = []

  constructor(id: string) {
    this.#id = id
  }

  /** A block of the upstream's own went out in this place, or its end (`type` undefined). */
  passed(type: string | undefined, place?: number): void {
    if (place !== undefined) this.#blocks = place + 1
    this.#open = type
  }

  write(part: Part): string {
    const ofCall = part.type === 'tool-call' || part.type === 'tool-arguments'
    if (ofCall || !this.#isCalling()) return this.#write(part)
    this.#later.push(part)
    return ''
  }

  #write(part: Part): string {
    switch (part.type) {
      case 'text':
      case 'refusal':
        return this.#say('text', textBlock(''), { type: 'text_delta', text: part.text })
      case 'reasoning':
        return this.#say('thinking', thinking, { type: 'thinking_delta', thinking: part.text })
      case 'signature':
        return this.#prove(part)
      case 'image':
        return this.#whole({ type: 'image', source: { type: 'base64', media_type: part.mediaType, data: part.data } })
      case 'tool-call':
        return this.#call(part)
      case 'tool-arguments':
        return this.#argue(part)
      default:
        return ''
    }
  }

  /** Ends what is open, and tells what has waited. */
  close(): string {
    let out = ''
    for (const call of this.#pending.keys()) out += this.#tell(call)
    this.#pending.clear()
    out += this.#stop()
    if (this.#later.length === 0) return out
    const later = this.#later
    this.#later = []
    for (const part of later) out += this.#write(part)
    return out + this.#stop()
  }

  /** A call has begun and is not known to be complete. */
  #isCalling(): boolean {
    for (const { said, waiting } of this.#pending.values()) if (waiting !== '' || !isComplete(said)) return true
    return false
  }

  #say(kind: string, begin: Members, delta: Members): string {
    const out = this.#open === kind ? '' : this.close() + this.#start(kind, begin)
    return out + this.#delta(delta)
  }

  /** The proof of a call has no place in a message. */
  #prove({ signature, hidden, call }: Extract<Part, { type: 'signature' }>): string {
    if (call !== undefined) return ''
    if (hidden) return this.#whole({ type: 'redacted_thinking', data: signature })
    const out = this.#say('thinking', thinking, { type: 'signature_delta', signature })
    // A thought is over with its proof.
    this.#open = 'proven'
    return out
  }

  #whole(block: Members): string {
    return this.close() + this.#start('whole', block) + this.#stop()
  }

  #call({ call, id, name }: Extract<Part, { type: 'tool-call' }>): string {
    if (this.#pending.has(call)) return ''
    const begin = callBlock(id || callId(this.#id, call), name)
    this.#pending.set(call, { begin, said: '', waiting: '' })
    return this.#goOn()
  }

  #argue({ call, text }: Extract<Part, { type: 'tool-arguments' }>): string {
    const pending = this.#pending.get(call)
    if (!pending) return ''
    pending.waiting += text
    return this.#goOn()
  }

  /** Tells the first call what it waits for, and goes on to the next when that is complete. */
  #goOn(): string {
    let out = ''
    for (const [call, pending] of this.#pending) {
      out += this.#tell(call)
      if (this.#pending.size === 1 || !isComplete(pending.said)) break
      this.#pending.delete(call)
    }
    return out
  }

  #tell(call: number): string {
    const pending = this.#pending.get(call)
    if (!pending) return ''
    let out = ''
    if (this.#open !== `call ${call}`) out += this.#stop() + this.#start(`call ${call}`, pending.begin)
    if (pending.waiting === '') return out
    out += this.#delta({ type: 'input_json_delta', partial_json: pending.waiting })
    pending.said += pending.waiting
    pending.waiting = ''
    return out
  }

  #start(kind: string, block: Members): string {
    this.#open = kind
    return eventText({ type: 'content_block_start', index: this.#blocks++, content_block: block })
  }

  #delta(delta: Members): string {
    return eventText({ type: 'content_block_delta', index: this.#blocks - 1, delta })
  }

  #stop(): string {
    if (this.#open === undefined) return ''
    const proof = this.#open === 'thinking' ? this.#delta({ type: 'signature_delta', signature: noProof }) : ''
    this.#open = undefined
    return proof + eventText({ type: 'content_block_stop', index: this.#blocks - 1 })
  }
}

const thinking = { type: 'thinking', thinking: '', signature: '' }

/** Longer arguments are not looked at again and again; what comes after them waits for the end. */
const longest = 65_536

function isComplete(text: string): boolean {
  if (!text.endsWith('}') || text.length > longest) return false
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

export const eventText = (members: Members) => `event: ${members.type}\ndata: ${JSON.stringify(members)}\n\n`
