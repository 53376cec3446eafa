import 'server-only'
import { log } from '@/lib/log'
import { once } from '@/lib/once'
import { admitSafely, askAgain, type Outcome, outcomesOf } from './admit-group'
import { type Batch, pairOfBatches } from './batch'
import type { AskedHold } from './open-holds'
import type { Settlement } from './records'
import { endingsOf, type Settled, settleDurably } from './settle-group'
import { askTogether, takeTurn } from './take-turn'

type Outs = [Promise<(Outcome | Promise<Outcome>)[]>, Promise<(Settled | Promise<Settled>)[]>]

/** Runs both kinds in one statement. When that fails, each kind goes on by itself, and neither waits for the other. */
function both(asked: AskedHold[], ends: Settlement[]): Outs {
  const asking = askTogether(asked)
  const turn = takeTurn(endingsOf(ends), asking)
  const apart = (error: unknown) => {
    log('warn', 'admissions and settlements go separate ways', { holds: asked.length, ends: ends.length, error })
    return settleDurably(ends)
  }
  return [
    turn.then(
      (notAdmitted) => outcomesOf(asked, notAdmitted),
      (error) => askAgain(error, asking, 0),
    ),
    turn.then(() => ends.map(() => ({})), apart),
  ]
}

interface Turns {
  admissions: Batch<AskedHold, Outcome>
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
