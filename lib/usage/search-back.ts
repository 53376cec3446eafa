/** A row's place in a list: its time in milliseconds, then its id. No id comes before ''. */
export type ListPlace = readonly [time: number, id: string]

interface Search<Row> {
  /** Reads the newest rows, at most `limit` of them, that stand before `before` (null: from the newest on) and not before `from` (null: however old). */
  read(before: ListPlace | null, from: number | null, limit: number): Promise<Row[]>
  before: ListPlace | null
  /** The search begins here where `before` says nothing, and there is nothing older than `oldest`. */
  newest: number
  oldest: number
  limit: number
  /** After so many milliseconds it stops, but never before it has read once. */
  budgetMs: number
}

interface Found<Row> {
  rows: Row[]
  /** All rows since then are found, and older ones may be left. Null when `limit` is reached or nothing is left. */
  lookedBackTo: number | null
}

const firstWindowMs = 60_000
const fastest = 4

/**
 * Looks back in time for rows that may be rare, window by window. A window is up to four times as long as the one before, and only as long as
 * the time that is left may suffice for. Windows end at whole milliseconds, so rows of the same time are in the same window.
 */
export async function searchBack<Row>(search: Search<Row>, clock: () => number = () => performance.now()): Promise<Found<Row>> {
  const { read, oldest, limit, budgetMs } = search
  const rows: Row[] = []
  const begun = clock()
  let before = search.before
  let window = firstWindowMs
  for (;;) {
    const started = clock()
    const from = Math.floor((before?.[0] ?? search.newest) - window)
    const last = from <= oldest
    rows.push(...(await read(before, last ? null : from, limit - rows.length)))
    if (last || rows.length >= limit) return { rows, lookedBackTo: null }
    const now = clock()
    const left = begun + budgetMs - now
    if (left < 1) return { rows, lookedBackTo: from }
    before = [from, '']
    window *= Math.min(fastest, left / Math.max(1, now - started))
  }
}
