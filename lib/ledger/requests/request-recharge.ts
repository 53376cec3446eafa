import 'server-only'
import type { Actor } from '@/lib/audit/audit'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { fail } from '@/lib/errors'
import { settings } from '@/lib/settings/settings'
import type { PayMethodName } from '../names'
import { offeredMethods, type PayMethod, payMethods } from '../payments/methods'
import { addRequest, checkLeast } from './add-request'
import { tryChangeState } from './change-state'
import { type RequestRow, requestColumns, requestRow } from './request-row'

export interface Recharge {
  actor: Actor
  userId: number
  amountNanos: bigint
  method: PayMethodName
  note: string | null
  key: string | null
}

/**
 * Asks for money to be paid in. Where an operator confirms it, the request waits for one; where a provider does, it is opened there and has
 * the address of its page.
 */
export async function requestRecharge({ method, ...recharge }: Recharge): Promise<RequestRow> {
  const way = payMethods[method]
  if (!way.isOffered()) throw fail('invalid_request', { fields: { method: `one_of:${offeredMethods().join(', ')}` } })
  checkLeast(recharge.amountNanos, settings().minRecharge)
  const state = way.open ? 'unpaid' : 'pending'
  const { row } = await transaction((tx) => addRequest(tx, { ...recharge, kind: 'recharge', method, account: null, state }))
  return way.open && row.state === 'unpaid' && row.pay_url === null ? openPage(row, way.open) : row
}

/** The provider is asked outside of any transaction. A request whose page could not be opened is cancelled. */
async function openPage({ id, amount, user_id: userId }: RequestRow, open: NonNullable<PayMethod['open']>): Promise<RequestRow> {
  try {
    const { reference, url } = await open({ requestId: id, amountNanos: amount })
    const [row] = await rowsOf(
      pool(),
      requestRow,
      `update money_requests r set payment = $2, pay_url = $3 where r.id = $1 returning ${requestColumns}`,
      [id, reference, url],
    )
    if (row) return row
    throw fail('internal', { cause: `the request ${id} is gone` })
  } catch (error) {
    await transaction((tx) => tryChangeState(tx, { kind: 'recharge', id, from: ['unpaid'], to: 'cancelled', by: userId }))
    throw error
  }
}
