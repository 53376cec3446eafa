import 'server-only'
import { rowsOf } from '@/lib/db/rows'
import { fail } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { processId } from '@/lib/processes/process-id'
import { noteFree } from './free-here'
import { hotPool } from './hot-pool'
import { type AskedHold, groupDecided, groupUncertain, holdClosed, holdsOpened } from './open-holds'
import { type AskedGroup, type CallEnd, turnParameters } from './turn-parameters'
import { type Rest, refusedPlaces, restsAfter, turnRow } from './turn-rests'
import { turnSql } from './turn-sql'

/** One that was not admitted, with what the turn left of its wallet and of each of its limits. */
export interface NotAdmitted {
  place: number
  wallet: Rest
  limits: Rest[]
}

export const askTogether = (asked: AskedHold[]): AskedGroup => ({ id: newId('hold'), asked })

const none: Rest = { whole: 0n, left: 0n }

/**
 * Settles and admits, all or nothing, and remembers which calls of this process are open. Returns what was not admitted. After a failure of
 * which nobody knows whether it was committed, the group stays uncertain until `askAgain` has found out.
 */
export async function takeTurn(ends: CallEnd[], group: AskedGroup | null): Promise<NotAdmitted[]> {
  const { sums, values } = turnParameters(ends, group, processId())
  if (group) groupUncertain(group.id)
  const [row] = await rowsOf(hotPool(), turnRow, { name: 'ledger.turn', text: turnSql }, values)
  if (!row) throw fail('internal', { cause: 'a turn without a row' })
  const asked = group?.asked ?? []
  const refused = new Set(refusedPlaces(row))
  for (const { hold } of ends) holdClosed(hold)
  if (group) {
    holdsOpened(
      group.id,
      asked.filter((_, at) => !refused.has(at + 1)),
    )
    groupDecided(group.id)
  }
  const rests = restsAfter(
    sums,
    row,
    asked.filter((_, at) => refused.has(at + 1)),
  )
  noteFree(rests.wallets, rests.limits)
  return [...refused].map((place) => {
    const { walletId = 0, limitIds = [] } = asked[place - 1]?.request ?? {}
    return { place, wallet: rests.wallets.get(walletId) ?? none, limits: limitIds.map((id) => rests.limits.get(id) ?? none) }
  })
}
