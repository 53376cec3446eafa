import { parseAsStringLiteral } from 'nuqs/server'
import { boardMetrics, boardPeriods } from '@/lib/leaderboard/names'

/** What the address says about the board. */
export const boardAddress = {
  by: parseAsStringLiteral(boardMetrics).withDefault('tokens'),
  period: parseAsStringLiteral(boardPeriods).withDefault('week'),
}
