import 'server-only'
import { run } from '@/lib/db/rows'
import { backOff, isTransient } from '@/lib/db/transient'
import { log } from '@/lib/log'
import { once } from '@/lib/once'
import { processId } from '@/lib/processes/process-id'
import { batch } from './batch'
import { hotPool } from './hot-pool'
import { attemptsJson, int, type RecordEnd, type RecordStart, storableText } from './records'

/** A call that was refused after its caller was known. Its record carries no money. */
export interface RefusedCall {
  id: string
  time: Date
  userId: number
  walletId: number
  keyId: string | null
  record: RecordStart & RecordEnd
}

const refusalSql = `
insert into usage_records (time, id, state, process_id, user_id, wallet_id, key_id, key_name, group_name, endpoint, protocol, model, stream,
  address, client_request_id, price_version_id, multiplier, hold, charge, attempts, status, error_code, input_tokens, cached_tokens,
  output_tokens, reasoning_tokens, estimated, duration_ms, queue_ms, settled_xid)
select q.time, q.id, 'settled', $1, q.user_id, q.wallet_id, q.key_id, q.key_name, q.group_name, q.endpoint, q.protocol, q.model, q.stream,
  q.address, q.client_request_id, q.price_version_id, q.multiplier, 0, 0, q.attempts, q.status, q.error_code, 0, 0, 0, 0, false,
  q.duration_ms, q.queue_ms, pg_current_xact_id()::text::bigint
from unnest($2::text[], $3::timestamptz[], $4::int[], $5::int[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[],
  $12::boolean[], $13::text[], $14::text[], $15::text[], $16::int[], $17::jsonb[], $18::int[], $19::text[], $20::int[], $21::int[])
  as q(id, time, user_id, wallet_id, key_id, key_name, group_name, endpoint, protocol, model, stream, address, client_request_id,
    price_version_id, multiplier, attempts, status, error_code, duration_ms, queue_ms)
on conflict do nothing`

function parameters(items: RefusedCall[]): unknown[] {
  const column = <T>(of: (item: RefusedCall) => T) => items.map(of)
  return [
    processId(),
    column((item) => item.id),
    column((item) => item.time.toISOString()),
    column((item) => item.userId),
    column((item) => item.walletId),
    column((item) => item.keyId),
    column((item) => storableText(item.record.keyName)),
    column((item) => storableText(item.record.group)),
    column((item) => storableText(item.record.endpoint)),
    column((item) => storableText(item.record.protocol)),
    column((item) => storableText(item.record.model)),
    column((item) => item.record.stream),
    column((item) => storableText(item.record.address)),
    column((item) => storableText(item.record.clientRequestId)),
    column((item) => item.record.priceVersionId),
    column((item) => int(item.record.multiplier)),
    column((item) => attemptsJson(item.record.attempts)),
    column((item) => int(item.record.status)),
    column((item) => storableText(item.record.errorCode)),
    column((item) => int(item.record.durationMs)),
    column((item) => int(item.record.queueMs)),
  ]
}

async function write(items: RefusedCall[], attempt = 1): Promise<undefined[]> {
  try {
    await run(hotPool(), { name: 'ledger.refusal', text: refusalSql }, parameters(items))
  } catch (error) {
    if (isTransient(error) && attempt < 5) {
      await backOff(attempt)
      return write(items, attempt + 1)
    }
    if (items.length > 1 && !isTransient(error)) await Promise.all(items.map((item) => write([item])))
    else log('error', 'records of refused calls were lost', { calls: items.length, error })
  }
  return items.map(() => undefined)
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
