import { countOf, noUnits, type Units, unitNames } from '@/lib/units'
import type { ChoiceReason } from '../names'

/** One attempt at a target, as the record lists it. */
export interface Attempt {
  upstream: string
  upstreamModel: string
  status: number | null
  reason: string | null
  ms: number
}

/** The part of a record that is known when the hold is placed. */
export interface RecordStart {
  endpoint: string
  protocol: string
  model: string
  group: string
  stream: boolean
  address: string | null
  clientRequestId: string | null
  keyName: string | null
  priceVersionId: string | null
  /** Ten-thousandths. */
  multiplier: number
}

/** What a caller called a call by. */
export type Tags = Record<string, string>

/** Why `auto` chose a model. */
export interface Choice {
  /** What the request seemed to need, the hardest need first. */
  needs: readonly string[]
  /** Which of these the model is tagged for; null: none. */
  tag: string | null
  /** What put it before the next one. */
  by: ChoiceReason
  /** The models that it was chosen among, best first; of many the first few. */
  models: readonly string[]
  /** How many there were. */
  of: number
}

/** The part of a record that is known when the call has ended. */
export interface RecordEnd {
  modelUsed: string | null
  upstream: string | null
  upstreamModel: string | null
  attempts: Attempt[]
  status: number
  errorCode: string | null
  units: Units
  /** Not all of them were reported. */
  estimated: boolean
  ttftMs: number | null
  durationMs: number
  queueMs: number
  finishReason: string | null
  tags?: Tags | null
  chosen?: Choice | null
  /** Seconds since the answer was first given, where it came from the response cache. */
  cacheAge?: number | null
  /** Given when another model answered than the one that priced the hold. */
  priceVersionId?: string | null
  multiplier?: number
}

/** The end of a call of which no answer is known: who ends it says why, and what differs. */
export const nothingUsed = {
  modelUsed: null,
  upstream: null,
  upstreamModel: null,
  attempts: [],
  units: noUnits,
  estimated: false,
  ttftMs: null,
  durationMs: 0,
  queueMs: 0,
  finishReason: null,
} satisfies Omit<RecordEnd, 'status' | 'errorCode'>

/** A hold: the most that one call can cost, reserved before anything reaches its caller. */
export interface HoldRequest {
  /** call_…; the settlement names it again. */
  id: string
  time: Date
  userId: number
  walletId: number
  keyId: string | null
  /** The rows of `spend_limits` that it is held against. Each counts what it spends, with or without a ceiling. */
  limitIds: readonly string[]
  holdNanos: bigint
  record: RecordStart
}

/** The end of a call that was held. */
export interface Settlement {
  /** The hold's own id. */
  id: string
  chargeNanos: bigint
  record: RecordEnd
}

const greatestInt = 2_147_483_647
/** Limits a number to what an integer column holds, because a wild number from an upstream must not stop a settlement. */
export const int = (value: number | null | undefined): number | null =>
  value === null || value === undefined || Number.isNaN(value) ? null : Math.max(0, Math.min(greatestInt, Math.round(value)))

/** What the columns of `unitNames` take. */
export const unitCounts = (units: Units): number[] => unitNames.map((unit) => Math.min(greatestInt, countOf(units, unit)))

const storable = (value: string): string => value.replaceAll('\0', '').toWellFormed()

/** Makes text that PostgreSQL can store (it has no NUL), of limited length. */
export const storableText = (value: string | null | undefined): string | null =>
  value === null || value === undefined ? null : storable(value.slice(0, 500))

/** Makes JSON that the column can store: jsonb has neither NUL nor half a surrogate pair. */
export const attemptsJson = (attempts: Attempt[]): string | null =>
  attempts.length === 0
    ? null
    : JSON.stringify(
        attempts.map((attempt) => ({
          upstream: storableText(attempt.upstream),
          upstreamModel: storableText(attempt.upstreamModel),
          status: attempt.status,
          reason: storableText(attempt.reason),
          ms: attempt.ms,
        })),
      )

/** The same of what a caller wrote, which is bounded already. */
export const tagsJson = (tags: Tags | null | undefined): string | null =>
  tags ? JSON.stringify(Object.fromEntries(Object.entries(tags).map((pair) => pair.map(storable)))) : null

/** Names of models, which are checked where they are written. */
export const choiceJson = (choice: Choice | null | undefined): string | null => (choice ? JSON.stringify(choice) : null)
