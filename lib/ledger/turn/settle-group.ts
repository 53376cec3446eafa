import 'server-only'
import { backOff, isLockTimeout, isTransient } from '@/lib/db/transient'
import { log } from '@/lib/log'
import { holdClosed, holdLeft, openHold } from './open-holds'
import { isRecorded, recordedAmong } from './recorded'
import type { RecordEnd, Settlement } from './records'
import { takeTurn } from './take-turn'
import type { CallEnd } from './turn-parameters'

/** What is not open here has been settled. */
export const endingsOf = (items: Settlement[]): CallEnd[] =>
  items.flatMap(({ id, chargeNanos, record }) => {
    const hold = openHold(id)
    return hold ? [{ hold, chargeNanos, record }] : []
  })

/** Forgets the calls that have a record already: from a statement whose answer was lost, or from a process that took this one for gone. */
export async function forgetRecorded(endings: CallEnd[]): Promise<CallEnd[]> {
  const known = await recordedAmong(endings.map(({ hold }) => hold.request))
  for (const { hold } of endings) if (known.has(hold.request.id)) holdClosed(hold)
  return endings.filter(({ hold }) => !known.has(hold.request.id))
}

const patience = 6
const noTexts = {
  modelUsed: null,
  upstream: null,
  upstreamModel: null,
  attempts: [],
  errorCode: null,
  finishReason: null,
  tags: null,
  chosen: null,
} satisfies Partial<RecordEnd>

/** A settlement that cannot be written whole is written without its texts, because the money matters more. */
const bare = (item: Settlement): Settlement => ({
  ...item,
  record: { ...item.record, ...noTexts },
})

export type Settled = { error?: unknown }
type Outs = (Settled | Promise<Settled>)[]

/** Settles a group. One that fails goes on by itself, because the next admissions must not wait for as long as the database refuses it. */
export async function settleDurably(items: Settlement[]): Promise<Outs> {
  try {
    const endings = endingsOf(items)
    if (endings.length > 0) await takeTurn(endings, null)
    return items.map(() => ({}))
  } catch (error) {
    const outs = settleAgain(items, error)
    return items.map(async (_, at) => (await outs)[at] ?? {})
  }
}

const settleAlone = async (item: Settlement): Promise<Settled> => (await settleDurably([item]))[0] ?? {}

/** Goes on after a turn that failed until all are settled, or left to the sweep. */
async function settleAgain(items: Settlement[], failure: unknown): Promise<Outs> {
  let tries = items
  let error = failure
  for (let attempt = 1; ; attempt++) {
    log('warn', 'a settlement is tried again', { calls: items.length, attempt, error })
    if (!isRecorded(error)) {
      if (items.length > 1 && (isLockTimeout(error) || !isTransient(error))) return items.map(settleAlone)
      if (!isTransient(error)) {
        if (attempt >= patience) return items.map((item) => leave(item, error))
        tries = items.map(bare)
      }
    }
    await backOff(attempt)
    try {
      const endings = await forgetRecorded(endingsOf(tries))
      if (endings.length > 0) await takeTurn(endings, null)
      return items.map(() => ({}))
    } catch (next) {
      error = next
    }
  }
}

function leave({ id }: Settlement, error: unknown): Settled {
  log('error', 'a call could not be settled and is left to the sweep', { call: id, error })
  const hold = openHold(id)
  if (hold) holdLeft(hold)
  return { error }
}
