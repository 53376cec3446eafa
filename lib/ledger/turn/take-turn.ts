import 'server-only'
import * as z from 'zod'
import { arrayLiteral } from '@/lib/db/array-literal'
import { rowsOf } from '@/lib/db/rows'
import { newId } from '@/lib/ids'
import { processId } from '@/lib/processes/process-id'
import { noteFree } from './free-here'
import { hotPool } from './hot-pool'
import { type AskedHold, groupDecided, groupUncertain, holdClosed, holdsOpened, type OpenHold } from './open-holds'
import { endText, rowsText } from './record-text'
import type { RecordEnd } from './records'
import { turnSql } from './turn-sql'
import { MoneySums, type Sum } from './turn-sums'

/** The end of an open call. */
export interface CallEnd {
  hold: OpenHold
  chargeNanos: bigint
  record: RecordEnd
}

/** Calls that ask to be admitted together, under the id that their group gets. */
export interface AskedGroup {
  id: string
  asked: AskedHold[]
}

export const askTogether = (asked: AskedHold[]): AskedGroup => ({ id: newId('hold'), asked })

/** What a wallet or a limit has in all, and what running calls leave of it, after a turn. */
export interface Rest {
  whole: bigint
  left: bigint
}

/** One that was not admitted. A limit without a ceiling has more than anybody can ask. */
export interface NotAdmitted {
  place: number
  wallet: Rest
  limits: Rest[]
}

const turnRow = z.object({
  refused: z.string().nullable(),
  cash: z.string().nullable(),
  granted: z.string().nullable(),
  held: z.string().nullable(),
  limit_rest: z.string().nullable(),
  limit_held: z.string().nullable(),
})

const numbers = (values: (bigint | number)[]): string => `{${values.join(',')}}`
const read = (text: string | null | undefined): bigint[] => (text ? text.slice(1, -1).split(',').map(BigInt) : [])

interface Turn {
  wallets: [number, Sum][]
  limits: [string, Sum][]
  values: unknown[]
}

/** Adds up what the turn moves, and writes it as the statement's parameters. */
function turnOf(ends: CallEnd[], asking: AskedGroup | null): Turn {
  const [wallets, limits] = [new MoneySums<number>(), new MoneySums<string>()]
  const charges = ends.map(({ hold: { request }, chargeNanos }) => {
    const { walletId, limitIds, holdNanos } = request
    if (holdNanos === 0n && chargeNanos === 0n) return undefined
    const sums = [wallets.of(walletId), ...limitIds.map((id) => limits.of(id))]
    for (const sum of sums) {
      sum.charged += chargeNanos
      sum.released += holdNanos
      if (chargeNanos > 0n) sum.charges++
    }
    const [wallet] = sums as [Sum]
    return chargeNanos > 0n ? { wallet, upTo: wallet.charged, number: wallet.charges } : undefined
  })
  const pairs: { item: number; limit: Sum; upTo: bigint }[] = []
  const holds = asking?.asked ?? []
  const asked = holds.map(({ request: { walletId, limitIds, holdNanos } }, at) => {
    if (holdNanos === 0n) return undefined
    const wallet = wallets.of(walletId)
    wallet.asked += holdNanos
    for (const id of limitIds) {
      const limit = limits.of(id)
      limit.asked += holdNanos
      pairs.push({ item: at + 1, limit, upTo: limit.asked })
    }
    return { wallet, upTo: wallet.asked }
  })
  const [ofWallets, ofLimits] = [wallets.inOrder(), limits.inOrder()]
  const endTexts = ends.map(({ chargeNanos, record }, at) => {
    const charge = charges[at]
    return endText(chargeNanos, record, charge && { ...charge, wallet: charge.wallet.place })
  })
  return {
    wallets: ofWallets,
    limits: ofLimits,
    values: [
      rowsText(ends.map(({ hold }) => hold.start)),
      rowsText(endTexts),
      numbers(holds.map(({ request }) => request.holdNanos)),
      numbers(asked.map((one) => one?.wallet.place ?? 0)),
      numbers(asked.map((one) => one?.upTo ?? 0n)),
      numbers(ofWallets.map(([id]) => id)),
      numbers(ofWallets.map(([, { charged }]) => charged)),
      numbers(ofWallets.map(([, { released }]) => released)),
      numbers(ofWallets.map(([, sum]) => sum.asked)),
      numbers(ofWallets.map(([, sum]) => sum.charges)),
      arrayLiteral(ofLimits.map(([id]) => id)),
      numbers(ofLimits.map(([, { charged }]) => charged)),
      numbers(ofLimits.map(([, { released }]) => released)),
      numbers(ofLimits.map(([, sum]) => sum.asked)),
      numbers(pairs.map(({ item }) => item)),
      numbers(pairs.map(({ limit }) => limit.place)),
      numbers(pairs.map(({ upTo }) => upTo)),
      asking?.id ?? null,
      processId(),
      asking && rowsText(holds.map(({ start }) => start)),
    ],
  }
}

/**
 * Settles and admits, all or nothing, and remembers which calls of this process are open. Returns what was not admitted. After a failure of
 * which nobody knows whether it was committed, the group stays uncertain until `askAgain` has found out.
 */
export async function takeTurn(ends: CallEnd[], asking: AskedGroup | null): Promise<NotAdmitted[]> {
  const turn = turnOf(ends, asking)
  if (asking) groupUncertain(asking.id)
  const [row] = await rowsOf(hotPool(), turnRow, { name: 'ledger.turn', text: turnSql }, turn.values)
  for (const { hold } of ends) holdClosed(hold)
  const refused = read(row?.refused).map(Number)
  if (asking) {
    const no = new Set(refused)
    holdsOpened(
      asking.id,
      asking.asked.filter((_, at) => !no.has(at + 1)),
    )
    groupDecided(asking.id)
  }
  return restsAfter(turn, row, asking?.asked ?? [], refused)
}

/** What the turn left, noted for later calls; returns it for those that were refused. */
function restsAfter({ wallets, limits }: Turn, row: z.infer<typeof turnRow> | undefined, asked: AskedHold[], refused: number[]) {
  const takenBack = { wallets: new Map<number, bigint>(), limits: new Map<string, bigint>() }
  const add = <Id>(to: Map<Id, bigint>, id: Id, nanos: bigint) => to.set(id, (to.get(id) ?? 0n) + nanos)
  for (const place of refused) {
    const request = asked[place - 1]?.request
    if (!request) continue
    add(takenBack.wallets, request.walletId, request.holdNanos)
    for (const id of request.limitIds) add(takenBack.limits, id, request.holdNanos)
  }
  const [cash, granted, held, rest, limitHeld] = [row?.cash, row?.granted, row?.held, row?.limit_rest, row?.limit_held].map(read) as [
    bigint[],
    bigint[],
    bigint[],
    bigint[],
    bigint[],
  ]
  const restOf = (sum: Sum, whole: bigint, heldBefore: bigint, back: bigint): Rest => {
    const left = whole - sum.charged - heldBefore + sum.released - sum.asked + back
    return { whole: whole - sum.charged, left }
  }
  const ofWallet = new Map(
    wallets.map(([id, sum], at) => [
      id,
      restOf(sum, (cash[at] ?? 0n) + (granted[at] ?? 0n), held[at] ?? 0n, takenBack.wallets.get(id) ?? 0n),
    ]),
  )
  const ofLimit = new Map(
    limits.map(([id, sum], at) => [id, restOf(sum, rest[at] ?? 0n, limitHeld[at] ?? 0n, takenBack.limits.get(id) ?? 0n)]),
  )
  noteFree(ofWallet, ofLimit)
  const none: Rest = { whole: 0n, left: 0n }
  return refused.map((place): NotAdmitted => {
    const request = asked[place - 1]?.request
    return {
      place,
      wallet: ofWallet.get(request?.walletId ?? 0) ?? none,
      limits: (request?.limitIds ?? []).map((id) => ofLimit.get(id) ?? none),
    }
  })
}
