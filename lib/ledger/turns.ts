import 'server-only'
import { log } from '@/lib/log'
import { once } from '@/lib/once'
import { type Admission, admitParameters, admitSafely, type HoldRequest, type NotAdmitted, type Outcome, verdictsOf } from './admit-group'
import { type Batch, pairOfBatches } from './batch'
import { hotPool } from './hot-pool'
import { inOrder, type Settled, type Settlement, settleDurably, settleParameters } from './settle-group'
import { turnSql } from './turn-sql'

/** Whose money a hold of this process has set aside, so that a settlement's locks are known beforehand. */
const openHolds = () => once('ledger.openHolds', () => new Map<string, { walletId: number; limitId: string | null }>())
export const holdOpened = ({ id, walletId, limitId }: HoldRequest): void => void openHolds().set(id, { walletId, limitId })
export const holdEnded = (id: string): void => void openHolds().delete(id)

/** Both kinds at once; when that fails each kind goes its own way, which knows what to do about it. */
async function turn(holds: HoldRequest[], ends: Settlement[]): Promise<[(Outcome | Promise<Outcome>)[], (Settled | Promise<Settled>)[]]> {
  const opened = ends.map(({ id }) => openHolds().get(id))
  if (opened.includes(undefined)) return Promise.all([admitSafely(holds), settleDurably(ends)])
  try {
    const touched = [...holds, ...opened.flatMap((hold) => hold ?? [])]
    const wallets = [...new Set(touched.map(({ walletId }) => walletId))]
    const limits = [...new Set(touched.flatMap(({ limitId }) => limitId ?? []))]
    const values = [...settleParameters(inOrder(ends)), ...admitParameters(holds), wallets, limits]
    const { rows } = await hotPool().query<NotAdmitted>({ name: 'ledger.turn', text: turnSql, values })
    return [verdictsOf(holds, rows).map((verdict: Admission | undefined) => ({ verdict })), ends.map(() => ({}))]
  } catch (error) {
    log('warn', 'admissions and settlements go separate ways', { holds: holds.length, ends: ends.length, error })
    return Promise.all([admitSafely(holds, 2), settleDurably(ends)])
  }
}

interface Turns {
  admissions: Batch<HoldRequest, Outcome>
  settlements: Batch<Settlement, Settled>
}

/** Group commit for everything that a paid call waits for. */
export const turns = (): Turns =>
  once('ledger.turns', () => {
    const [admissions, settlements] = pairOfBatches({
      first: admitSafely,
      second: settleDurably,
      both: turn,
      max: 200,
      lanes: 2,
      patienceMs: 25,
    })
    return { admissions, settlements }
  })
