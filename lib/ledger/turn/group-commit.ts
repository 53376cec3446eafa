import 'server-only'
import { log } from '@/lib/log'
import { once } from '@/lib/once'
import { admitSafely, type Outcome, verdictsOf } from './admit-group'
import { type Batch, pairOfBatches } from './batch'
import type { HoldRequest, Settlement } from './records'
import { type Settled, settleDurably } from './settle-group'
import { takeTurn } from './take-turn'

type Outs = [(Outcome | Promise<Outcome>)[], (Settled | Promise<Settled>)[]]

/** Runs both kinds in one statement. When that fails, each kind is run alone and handles its own failure. */
async function both(holds: HoldRequest[], ends: Settlement[]): Promise<Outs> {
  try {
    const rows = await takeTurn(ends, holds)
    return [verdictsOf(holds, rows).map((verdict) => ({ verdict })), ends.map(() => ({}))]
  } catch (error) {
    log('warn', 'admissions and settlements go separate ways', { holds: holds.length, ends: ends.length, error })
    return Promise.all([admitSafely(holds, 2), settleDurably(ends)])
  }
}

interface Turns {
  admissions: Batch<HoldRequest, Outcome>
  settlements: Batch<Settlement, Settled>
}

/** The group commit for everything that a paid call waits for. */
export const turns = (): Turns =>
  once('ledger.turns', () => {
    const [admissions, settlements] = pairOfBatches({
      first: admitSafely,
      second: settleDurably,
      both,
      max: 200,
      lanes: 2,
      patienceMs: 25,
    })
    return { admissions, settlements }
  })
