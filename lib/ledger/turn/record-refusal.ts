import 'server-only'
import { run } from '@/lib/db/rows'
import { backOff, isTransient } from '@/lib/db/transient'
import { log } from '@/lib/log'
import { once } from '@/lib/once'
import { batch } from './batch'
import { hotPool } from './hot-pool'
import { endText, rowsText, startText } from './record-text'
import type { RecordEnd, RecordStart } from './records'
import { recordSql } from './turn-sql'

/** A call that was refused after its caller was known. Its record carries no money. */
export interface RefusedCall {
  id: string
  time: Date
  userId: number
  walletId: number
  keyId: string | null
  record: RecordStart & RecordEnd
}

const startOf = (call: RefusedCall): string => startText({ ...call, limitIds: [], holdNanos: 0n })

async function write(calls: RefusedCall[], attempt = 1): Promise<undefined[]> {
  try {
    const rows = [rowsText(calls.map(startOf)), rowsText(calls.map(({ record }) => endText(0n, record)))]
    await run(hotPool(), { name: 'ledger.refusal', text: recordSql }, rows)
  } catch (error) {
    if (isTransient(error) && attempt < 5) {
      await backOff(attempt)
      return write(calls, attempt + 1)
    }
    if (calls.length > 1 && !isTransient(error)) await Promise.all(calls.map((call) => write([call])))
    else log('error', 'records of refused calls were lost', { calls: calls.length, error })
  }
  return calls.map(() => undefined)
}

const most = 10_000
const refusals = () => once('ledger.refusals', () => ({ batch: batch(write), waiting: 0 }))

/** Records a refusal. Nobody waits for it. Beyond 10 000 waiting ones it is dropped (a flood, or a database that is away). */
export function recordRefusal(refusal: RefusedCall): void {
  const queue = refusals()
  if (queue.waiting >= most) {
    log('warn', 'a record of a refused call was dropped', { call: refusal.id })
    return
  }
  queue.waiting++
  void queue.batch.add(refusal).finally(() => queue.waiting--)
}

export const refusalsDone = (): Promise<void> => refusals().batch.idle()
