import 'server-only'
import * as z from 'zod'
import { arrayLiteral } from '@/lib/db/array-literal'
import { rowsOf } from '@/lib/db/rows'
import { processId } from '@/lib/processes/process-id'
import { hotPool } from './hot-pool'
import { attemptsJson, type HoldRequest, int, type Settlement, storableText, unitCounts } from './records'
import { turnSql } from './turn-sql'

const notAdmitted = z.object({
  place: z.int(),
  wallet_whole: z.string(),
  wallet_left: z.string(),
  limit_whole: z.string().nullable(),
  limit_left: z.string().nullable(),
})
export type NotAdmitted = z.infer<typeof notAdmitted>

/** All statements that lock several records do it in this order, also the sweep and the journal. */
const inOrder = (items: Settlement[]): Settlement[] =>
  items.toSorted((a, b) => a.time.getTime() - b.time.getTime() || (a.id < b.id ? -1 : 1))

function settleParameters(items: Settlement[]): unknown[] {
  const column = (of: (item: Settlement) => unknown) => arrayLiteral(items.map(of))
  return [
    column((item) => item.id),
    column((item) => item.time.toISOString()),
    column((item) => item.chargeNanos),
    column((item) => storableText(item.record.modelUsed)),
    column((item) => storableText(item.record.upstream)),
    column((item) => storableText(item.record.upstreamModel)),
    column((item) => attemptsJson(item.record.attempts)),
    column((item) => int(item.record.status)),
    column((item) => storableText(item.record.errorCode)),
    column((item) => item.record.estimated),
    column((item) => int(item.record.ttftMs)),
    column((item) => int(item.record.durationMs)),
    column((item) => int(item.record.queueMs)),
    column((item) => storableText(item.record.finishReason)),
    column((item) => item.record.priceVersionId ?? null),
    column((item) => int(item.record.multiplier)),
    arrayLiteral(items.flatMap((item) => unitCounts(item.record.units))),
    items[0]?.time.toISOString(),
    items.at(-1)?.time.toISOString(),
  ]
}

function admitParameters(items: HoldRequest[]): unknown[] {
  const column = (of: (item: HoldRequest) => unknown) => arrayLiteral(items.map(of))
  return [
    processId(),
    column((item) => item.id),
    column((item) => item.time.toISOString()),
    column((item) => item.userId),
    column((item) => item.walletId),
    column((item) => item.keyId),
    column((item) => item.limitId),
    column((item) => item.holdNanos),
    column((item) => item.record.endpoint),
    column((item) => item.record.protocol),
    column((item) => storableText(item.record.model)),
    column((item) => storableText(item.record.group)),
    column((item) => item.record.stream),
    column((item) => storableText(item.record.address)),
    column((item) => storableText(item.record.clientRequestId)),
    column((item) => storableText(item.record.keyName)),
    column((item) => item.record.priceVersionId),
    column((item) => int(item.record.multiplier)),
  ]
}

/** Settles and admits, all or nothing. It does nothing for what is settled already. Returns what was not admitted. */
export async function takeTurn(ends: Settlement[], holds: HoldRequest[]): Promise<NotAdmitted[]> {
  const values = [...settleParameters(inOrder(ends)), ...admitParameters(holds)]
  return rowsOf(hotPool(), notAdmitted, { name: 'ledger.turn', text: turnSql }, values)
}
