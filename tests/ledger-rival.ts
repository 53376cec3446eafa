// A second server process on the same database. It places and settles as many holds on one wallet as it is told, and prints the results.
import { pool } from '@/lib/db/pool'
import { admit } from '@/lib/ledger/turn/admit'
import { settle } from '@/lib/ledger/turn/settle'
import { startProcess } from '@/lib/processes/heartbeat'
import { aHold, theEnd } from './ledger'

interface Order {
  userId: number
  walletId: number
  limitIds: string[]
  calls: number
  hold: string
  /** Null leaves the holds open. */
  charge: string | null
}

process.on('message', async ({ calls, hold, charge, limitIds, ...person }: Order) => {
  const one = async () => {
    const asked = aHold(person, BigInt(hold), { limitIds })
    const { ok } = await admit(asked)
    if (ok && charge !== null) await settle(theEnd(asked, BigInt(charge)))
    return ok
  }
  const served = await Promise.all(Array.from({ length: calls }, one))
  process.send?.({ served: served.filter(Boolean).length })
})
process.on('disconnect', async () => {
  await pool().end()
  process.exit(0)
})
await startProcess()
process.send?.({ ready: true })
