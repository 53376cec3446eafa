import 'server-only'
import { exactDecimal } from '@/lib/json'
import { walletOf } from '@/lib/ledger/wallet/wallet-of'
import { settings } from '@/lib/settings/settings'
import type { PointsView } from './schema'

/** What a user has, and what it buys. */
export async function readPoints(userId: number): Promise<PointsView> {
  const { cashNanos, grantNanos, points } = await walletOf(userId)
  const { currency, chatPoints, pointsPerUnit } = settings()
  return {
    points: Number(points),
    credit_balance: exactDecimal(cashNanos + grantNanos),
    currency,
    per_message: chatPoints,
    per_unit: pointsPerUnit,
  }
}
