import * as z from 'zod'
import type { AskedHold } from './open-holds'
import type { TurnSums } from './turn-parameters'
import type { Sum } from './turn-sums'

/** The one row of `turnSql`: arrays as text, of what wallets and limits held before the turn. */
export const turnRow = z.object({
  refused: z.string().nullable(),
  cash: z.string().nullable(),
  granted: z.string().nullable(),
  held: z.string().nullable(),
  limit_rest: z.string().nullable(),
  limit_held: z.string().nullable(),
})
type TurnRow = z.infer<typeof turnRow>

/** What a wallet or a limit has in all, and what running calls leave of it, after a turn. */
export interface Rest {
  whole: bigint
  left: bigint
}
export interface TurnRests {
  wallets: Map<number, Rest>
  /** A limit without a ceiling has more than anybody can ask. */
  limits: Map<string, Rest>
}

const read = (text: string | null): bigint[] => (text ? text.slice(1, -1).split(',').map(BigInt) : [])

/** The places of those that were not admitted, from 1. */
export const refusedPlaces = ({ refused }: TurnRow): number[] => read(refused).map(Number)

/** What the refused had asked for is left, too. */
export function restsAfter({ wallets, limits }: TurnSums, row: TurnRow, refused: AskedHold[]): TurnRests {
  const back = new Map<number | string, bigint>()
  for (const { request } of refused)
    for (const id of [request.walletId, ...request.limitIds]) back.set(id, (back.get(id) ?? 0n) + request.holdNanos)
  const rest = (id: number | string, sum: Sum, had: bigint, held: bigint): Rest => {
    const whole = had - sum.charged
    return { whole, left: whole - held + sum.released - sum.asked + (back.get(id) ?? 0n) }
  }
  const [cash, granted, held, limitRest, limitHeld] = [
    read(row.cash),
    read(row.granted),
    read(row.held),
    read(row.limit_rest),
    read(row.limit_held),
  ]
  return {
    wallets: new Map(wallets.map(([id, sum], at) => [id, rest(id, sum, (cash[at] ?? 0n) + (granted[at] ?? 0n), held[at] ?? 0n)])),
    limits: new Map(limits.map(([id, sum], at) => [id, rest(id, sum, limitRest[at] ?? 0n, limitHeld[at] ?? 0n)])),
  }
}
