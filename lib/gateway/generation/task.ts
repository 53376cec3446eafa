import type { Picture } from '@/lib/catalog/entries'
import type { Protocol } from '@/lib/catalog/protocols'
import type { Original } from '@/lib/json-edit'
import type { UnitName, Units } from '@/lib/units'
import type { FormPart } from '../parse/read-form'
import type { Untold } from './request'

/** What a model can be asked for beside a generated answer; also the path of each below the base path. */
export type TaskName =
  | 'embeddings'
  | 'rerank'
  | 'moderations'
  | 'images/generations'
  | 'images/edits'
  | 'images/variations'
  | 'audio/transcriptions'
  | 'audio/translations'
  | 'audio/speech'
  | 'documents'

/** How an answer comes: as a JSON object, as a text, as a stream of events, or as a stream of bytes. */
export type AnswerKind = 'json' | 'text' | 'events' | 'bytes'

/** What is counted here, each when it is needed. */
export type Counted = Partial<Record<UnitName, () => number>>

/** A request for one of these, as its endpoint makes it of the caller's body. */
export interface TaskRequest {
  task: TaskName
  /** By the name that the caller used; null: any that can do it. */
  model: string | null
  /** As it came; of a form its fields, with numbers and flags as JSON has them. */
  body: Record<string, unknown>
  /** What the caller sent, until an upstream has answered. */
  original?: Original | undefined
  /** What came, where that was in the words of another protocol: an upstream that speaks it is told this. */
  own?: { protocol: Protocol; body: Record<string, unknown> }
  /** The first thing in there that only such an upstream can be told. */
  ownOnly?: Untold
  /** What it came as, where that was a form: it goes on as one. */
  form?: FormPart[] | undefined
  answer: AnswerKind
  /** The most that it can come to: the hold is for this. */
  most: Units
  /** What it comes to whatever the upstream says. */
  certain: Partial<Units>
  /** What it comes to where the upstream does not say. */
  counted: Counted
  /** The most pictures in its stream, done and not yet done. What comes beyond goes to nobody. */
  pictures?: Record<PictureKind, number>
  /** Puts into an answer what the caller asked for and the upstream left out. */
  finish?: ((json: Record<string, unknown>) => Record<string, unknown>) | undefined
  /** Keeps of an answer what is asked for later, before it is charged; what it makes of it is the answer. */
  keep?: ((json: Record<string, unknown>) => Promise<Record<string, unknown>>) | undefined
  /** Writes an answer that goes out as something else than the object that was read. */
  write?: ((json: Record<string, unknown>) => { type: string; body: string }) | undefined
  /** A whole answer, sent although events were asked for, as the events that it would have been. */
  asEvents?: ((json: Record<string, unknown>) => TaskEvent[]) | undefined
}

export type TaskEvent = Record<string, unknown> & { type: string }

/** What goes to the caller while it comes. */
export const isStreamed = ({ answer }: TaskRequest): boolean => answer === 'events' || answer === 'bytes'

/** What an upstream answered to a task, a JSON object or a text as it was sent, and what it reports to have used. */
export interface TaskAnswer {
  content: Record<string, unknown> | string
  original?: Original
  /** The content type of a text that came as one. */
  type?: string
  reported: Partial<Units>
  /** What it says of the pictures in it. */
  made?: Picture
}

/** A picture that is done, or one of the drafts before it. */
export type PictureKind = 'done' | 'draft'

/** What one event of a stream says: whether it ends the answer or a whole part of it, and what that reports to have used. */
export interface EventReport {
  ends: boolean
  /** What is in it, if it is a picture. */
  picture?: PictureKind | undefined
  reported: Partial<Units>
  made?: Picture
}
