import 'server-only'
import { arrayLiteral } from '@/lib/db/array-literal'
import type { AskedHold, OpenHold } from './open-holds'
import { type ChargePlace, endText, rowsText } from './record-text'
import type { RecordEnd } from './records'
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

/** What a turn moves on wallets and limits, each in the order in which the statement locks them. */
export interface TurnSums {
  wallets: [number, Sum][]
  limits: [string, Sum][]
}

interface Books {
  wallets: MoneySums<number>
  limits: MoneySums<string>
}

/** Adds what the end of a call charges and gives back. Returns where the charge stands among those of its wallet. */
function addEnd({ wallets, limits }: Books, { hold: { request }, chargeNanos }: CallEnd) {
  const { walletId, limitIds, holdNanos } = request
  if (holdNanos === 0n && chargeNanos === 0n) return undefined
  const wallet = wallets.of(walletId)
  for (const sum of [wallet, ...limitIds.map((id) => limits.of(id))]) {
    sum.charged += chargeNanos
    sum.released += holdNanos
    if (chargeNanos > 0n) sum.charges++
  }
  return chargeNanos > 0n ? { wallet, upTo: wallet.charged, number: wallet.charges } : undefined
}

/** What is asked of a wallet or a limit, up to and with one call. */
interface AskedOf {
  sum: Sum
  upTo: bigint
}

/** Adds what a call asks of its wallet and of each of its limits. */
function addAsked({ wallets, limits }: Books, { request: { walletId, limitIds, holdNanos } }: AskedHold) {
  const ask = (sum: Sum): AskedOf => {
    sum.asked += holdNanos
    return { sum, upTo: sum.asked }
  }
  if (holdNanos === 0n) return { wallet: undefined, limits: [] }
  return { wallet: ask(wallets.of(walletId)), limits: limitIds.map((id) => ask(limits.of(id))) }
}

const numbers = (values: (bigint | number)[]): string => `{${values.join(',')}}`
/** What the statement reads of each wallet or limit. */
const moved = (all: [unknown, Sum][]): string[] => [
  numbers(all.map(([, sum]) => sum.charged)),
  numbers(all.map(([, sum]) => sum.released)),
  numbers(all.map(([, sum]) => sum.asked)),
]

/** Adds up what the turn moves, and writes it as the parameters of `turnSql`. `process` is whose holds they are. */
export function turnParameters(ends: CallEnd[], group: AskedGroup | null, process: string): { sums: TurnSums; values: unknown[] } {
  const books = { wallets: new MoneySums<number>(), limits: new MoneySums<string>() }
  const asked = group?.asked ?? []
  const charges = ends.map((end) => addEnd(books, end))
  const asks = asked.map((hold) => addAsked(books, hold))
  const [wallets, limits] = [books.wallets.inOrder(), books.limits.inOrder()]
  const placeOf = (charge: (typeof charges)[number]): ChargePlace | undefined => charge && { ...charge, wallet: charge.wallet.place }
  const pairs = asks.flatMap((ask, at) => ask.limits.map((limit) => ({ item: at + 1, ...limit })))
  const values = [
    rowsText(ends.map(({ hold }) => hold.start)),
    rowsText(ends.map(({ chargeNanos, record }, at) => endText(chargeNanos, record, placeOf(charges[at])))),
    numbers(asked.map(({ request }) => request.holdNanos)),
    numbers(asks.map(({ wallet }) => wallet?.sum.place ?? 0)),
    numbers(asks.map(({ wallet }) => wallet?.upTo ?? 0n)),
    numbers(wallets.map(([id]) => id)),
    ...moved(wallets),
    numbers(wallets.map(([, sum]) => sum.charges)),
    arrayLiteral(limits.map(([id]) => id)),
    ...moved(limits),
    numbers(pairs.map(({ item }) => item)),
    numbers(pairs.map(({ sum }) => sum.place)),
    numbers(pairs.map(({ upTo }) => upTo)),
    group?.id ?? null,
    process,
    group && rowsText(asked.map(({ start }) => start)),
  ]
  return { sums: { wallets, limits }, values }
}
