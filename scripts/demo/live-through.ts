import * as z from 'zod'
import { pool } from '../../lib/db/pool.ts'
import { rowsOf, run } from '../../lib/db/rows.ts'
import { transaction } from '../../lib/db/transaction.ts'
import { nanosPerUnit } from '../../lib/money.ts'
import { rollUp } from '../../lib/usage/roll-up.ts'
import { summariseRecords } from '../../lib/usage/summarise-records.ts'
import { drawnFrom, type Member } from './habits.ts'
import { makeDay } from './records.ts'
import { dayMs } from './time.ts'

interface Span {
  callers: Member[]
  since: Date
  days: number
  calls: number
  random: () => number
  say(text: string): void
}

const hourMs = 3_600_000
/** People call from 09:00 to 24:00 in China, which is 01:00 to 16:00 UTC. */
const [opens, closes] = [hourMs, 16 * hourMs]
const sayEveryMs = 5000
/** What a call may be expected to cost at most, on the average of a day. */
const dear = nanosPerUnit / 20n

interface Planned {
  day: Date
  weight: number
  lastsMs: number
}

/** The days up to now, each with its part of all calls. */
function plan({ since, days, random }: Span, now = Date.now()): Planned[] {
  return Array.from({ length: days + 1 }, (_, at) => {
    const day = new Date(since.getTime() + at * dayMs)
    const weekend = [0, 6].includes(new Date(day.getTime() + 8 * hourMs).getUTCDay())
    const lastsMs = Math.max(0, Math.min(closes, now - 20 * 60_000 - day.getTime()) - opens)
    return { day, weight: ((weekend ? 0.35 : 1) * (0.8 + 0.4 * random()) * lastsMs) / (closes - opens), lastsMs }
  }).filter(({ lastsMs }) => lastsMs > 0)
}

const walletRow = z.object({ id: z.int(), free: z.bigint() })

/** What the wallets lack for the calls of one day, and what three weeks like it will cost, by wallet. */
async function shortOf(callers: Member[], calls: number): Promise<Map<number, bigint>> {
  const rows = await rowsOf(pool(), walletRow, 'select id, cash + granted as free from wallets where id = any($1)', [
    callers.map(({ walletId }) => walletId),
  ])
  const free = new Map(rows.map((row) => [row.id, row.free]))
  const all = callers.reduce((sum, { diligence }) => sum + diligence, 0)
  const short = callers.flatMap(({ walletId, diligence }): [number, bigint][] => {
    const needed = BigInt(Math.ceil((calls * diligence) / all)) * dear
    return (free.get(walletId) ?? 0n) < needed ? [[walletId, wholeTens(needed * 21n)]] : []
  })
  return new Map(short)
}

const ten = 10n * nanosPerUnit
const wholeTens = (amount: bigint) => ((amount + ten - 1n) / ten) * ten

/** Makes the calls of all days, in the order of time. `morning` comes before each day, with what wallets are short of. Returns their number. */
export async function liveThrough(span: Span, morning: (day: Date, short: Map<number, bigint>) => Promise<void>): Promise<number> {
  const planned = plan(span)
  const weights = planned.reduce((sum, { weight }) => sum + weight, 0)
  const from = drawnFrom(span.callers)
  const begun = Date.now()
  let [weighed, made, said] = [0, 0, begun]
  for (const { day, weight, lastsMs } of planned) {
    weighed += weight
    const calls = Math.round((span.calls * weighed) / weights) - made
    await morning(day, await shortOf(span.callers, calls))
    const seed = span.random()
    made += await transaction((tx) => makeDay(tx, from, { calls, from: new Date(day.getTime() + opens), lastsMs, seed }))
    await rollUp()
    if (Date.now() - said < sayEveryMs) continue
    said = Date.now()
    span.say(`${made} of ${span.calls} calls, ${Math.round((made / (said - begun)) * 1000)} a second …`)
  }
  for (let round = 0; round < 3; round++) await rollUp()
  await summariseRecords()
  await run(pool(), 'analyze usage_records')
  return made
}
