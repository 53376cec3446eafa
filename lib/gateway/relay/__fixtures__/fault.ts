import type { BrokenReason } from '../../protocols/upstream-response'
import { asked, done, failed, finish, nothing, role, say, up, usage, usageChunk } from './chunks'
import type { BodyEnd, Settled } from './feed'

export interface Fault {
  name: string
  send: (string | Buffer)[]
  end?: BodyEnd
  /** The content type it comes under. */
  type?: string
  wantsUsage?: boolean
  maxEventBytes?: number
  /** What the caller gets, byte for byte … */
  out?: string
  how?: Settled['how']
  text?: string
  usage?: readonly [input: number, output: number] | null
  finishReason?: string | null
  /** … or why nothing was begun. */
  refused?: BrokenReason
  error?: { status?: number; message?: string; type?: string; code?: string }
}

type More = Omit<Fault, 'name' | 'send'>
type Send = Fault['send']

export const hi = say('Hi')
export const there = say(' there')
export const begun = up(role, hi, there)
export const good = [...up(role, hi, there, finish(), usageChunk), done]

/** Whatever is sent, the caller gets these bytes and a complete answer. */
export const complete = (name: string, send: Send, out: string, text: string, more: More = {}): Fault => ({
  name,
  send,
  out: out + done,
  how: 'complete',
  text,
  usage: null,
  finishReason: 'stop',
  ...more,
})

/** The caller gets these bytes and an error event. */
export const cut = (name: string, send: Send, out: string, text: string, more: More = {}): Fault => ({
  name,
  send,
  out: out + failed,
  how: 'cut',
  text,
  usage: null,
  finishReason: null,
  ...more,
})

/** The caller gets the plain answer "Hi there" … */
export const whole = (name: string, send: Send, more: More = {}): Fault =>
  complete(name, send, asked(role, hi, there, finish()), 'Hi there', { usage: [5, 2], ...more })

/** … with its usage … */
export const wanted = (name: string, send: Send, more: More = {}): Fault =>
  complete(name, send, asked(role, hi, there, finish(), nothing(usage(5, 2))), 'Hi there', {
    usage: [5, 2],
    wantsUsage: true,
    ...more,
  })

/** … or its words and an error event in place of its end. */
export const broken = (name: string, send: Send, more: More = {}): Fault => cut(name, send, asked(role, hi, there), 'Hi there', more)

export const refused = (name: string, send: Send, reason: BrokenReason, more: More = {}): Fault => ({
  name,
  send,
  refused: reason,
  ...more,
})
