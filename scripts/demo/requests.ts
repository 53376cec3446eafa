import { pool } from '../../lib/db/pool.ts'
import { cancelRequest } from '../../lib/ledger/requests/cancel-request.ts'
import { decideRecharge } from '../../lib/ledger/requests/decide-recharge.ts'
import { decideWithdrawal } from '../../lib/ledger/requests/decide-withdrawal.ts'
import { recordPayout } from '../../lib/ledger/requests/record-payout.ts'
import { requestRecharge } from '../../lib/ledger/requests/request-recharge.ts'
import { requestWithdrawal } from '../../lib/ledger/requests/request-withdrawal.ts'
import { nanosPerUnit } from '../../lib/money.ts'
import { claimReferral } from '../../lib/referrals/claim-referral.ts'
import { codeOf } from '../../lib/referrals/code-of.ts'

const account = '张华 · 中国银行北京中关村支行 · 4111 1111 1111 1111'

/** Recharges and withdrawals in every state, and somebody whom others were invited by. */
export async function addRequests(ownerId: number, userIds: number[]): Promise<void> {
  const actor = { id: ownerId }
  const recharge = async (userId: number, units: bigint, method: 'bank' | 'alipay' | 'wechat', note: string) =>
    (await requestRecharge({ actor: { id: userId }, userId, amountNanos: units * nanosPerUnit, method, note, key: null })).id
  const [first = ownerId, second = first, third = first, ...others] = userIds
  const credited = await recharge(first, 1000n, 'bank', '招商银行 尾号 8812')
  await decideRecharge({ actor, id: credited, approve: true, reason: null })
  const unknown = await recharge(second, 200n, 'alipay', '支付宝 14:02')
  await decideRecharge({ actor, id: unknown, approve: false, reason: '没有查到这笔付款，请核对付款凭证。' })
  await cancelRequest({ actor: { id: third }, kind: 'recharge', id: await recharge(third, 500n, 'wechat', '') })
  await recharge(first, 300n, 'wechat', '微信 张华')
  await recharge(second, 150n, 'bank', '工商银行 尾号 0147')

  const withdraw = async (units: bigint) =>
    (
      await requestWithdrawal({
        actor: { id: first },
        userId: first,
        amountNanos: units * nanosPerUnit,
        method: 'bank',
        account,
        note: null,
        key: null,
      })
    ).id
  const paid = await withdraw(120n)
  await decideWithdrawal({ actor, id: paid, approve: true, reason: null })
  await recordPayout({ actor, id: paid, payment: '网银流水 20261130-0042' })
  await decideWithdrawal({ actor, id: await withdraw(150n), approve: true, reason: null })
  await withdraw(200n)

  const code = await codeOf(first)
  for (const userId of others.slice(0, 3)) {
    await pool().query('update users set created_at = now() where id = $1', [userId])
    await claimReferral({ actor: { id: userId }, userId, code })
  }
}
