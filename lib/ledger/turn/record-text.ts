import { fail } from '@/lib/errors'
import type { Units } from '@/lib/units'
import { attemptsJson, choiceJson, type HoldRequest, int, type RecordEnd, storableText, tagsJson, unitCounts } from './records'

const plain = /^[\w\-./:+]+$/
const special = /["\\]/g

/** A text inside a row that is an element of an array: it is quoted for the row, and the row for the array. An empty text is not null. */
function field(value: string | null | undefined): string {
  if (value === null || value === undefined) return ''
  return plain.test(value) ? value : `\\"${value.replace(special, (mark) => (mark === '"' ? '\\\\\\"' : '\\\\\\\\'))}\\"`
}

const textField = (value: string | null | undefined): string => field(storableText(value))
const intField = (value: number | null | undefined): string => String(int(value) ?? '')

const mostHeld = 2n ** 63n
const isInt = (value: number): boolean => Number.isInteger(value) && int(value) === value

/**
 * What is known of a call at its beginning, as an element of an array of `call_start`. Its hold and its record say it in the same words. One
 * that the database could not read is refused here: among the holds, it would keep all others from being read.
 */
export function startText(request: HoldRequest): string {
  const { id, time, userId, walletId, keyId, limitIds, holdNanos, record } = request
  const year = time.getUTCFullYear()
  if (!([userId, walletId, record.multiplier].every(isInt) && year > 0 && year < 10_000 && holdNanos >= 0n && holdNanos < mostHeld))
    throw fail('internal', { cause: `the hold of ${id} cannot be stored` })
  const { keyName, group, endpoint, protocol, model, stream, address, clientRequestId, priceVersionId, multiplier } = record
  const limits = limitIds.length === 0 ? '' : field(limitIds.join(' '))
  return `"(${time.toISOString()},${id},${userId},${walletId},${field(keyId)},${limits},${textField(keyName)},${textField(group)},${textField(endpoint)},${textField(protocol)},${textField(model)},${stream},${textField(address)},${textField(clientRequestId)},${field(priceVersionId)},${multiplier},${holdNanos})"`
}

/** Where a charge stands among those of its wallet in one turn; all zero where nothing was charged. */
export interface ChargePlace {
  /** The charges of the wallet up to and with this one, in nanos. */
  upTo: bigint
  /** The wallet's place among those of the turn, from 1. */
  wallet: number
  /** The charge's number among those of the wallet in the turn, from 1. */
  number: number
}

const nowhere: ChargePlace = { upTo: 0n, wallet: 0, number: 0 }
const unitFields = (units: Units): string => unitCounts(units).join(',')

/** Most calls have none of these. */
function aboutFields({ tags, chosen, cacheAge }: RecordEnd): string {
  if (!tags && !chosen && typeof cacheAge !== 'number') return ',,'
  return `${field(tagsJson(tags))},${field(choiceJson(chosen))},${intField(cacheAge)}`
}

/** What is known of a call at its end, as an element of an array of `call_ended`. */
export function endText(chargeNanos: bigint, record: RecordEnd, { upTo, wallet, number }: ChargePlace = nowhere): string {
  const { modelUsed, upstream, upstreamModel, attempts, status, errorCode, units, estimated, ttftMs, durationMs, queueMs } = record
  return `"(${chargeNanos},${textField(modelUsed)},${textField(upstream)},${textField(upstreamModel)},${field(attemptsJson(attempts))},${intField(status)},${textField(errorCode)},${unitFields(units)},${estimated},${intField(ttftMs)},${intField(durationMs)},${intField(queueMs)},${textField(record.finishReason)},${aboutFields(record)},${field(record.priceVersionId)},${intField(record.multiplier)},${upTo},${wallet || ''},${number || ''})"`
}

/** An array of such elements. */
export const rowsText = (elements: string[]): string => `{${elements.join(',')}}`
