import 'server-only'
import { csvRows } from '@/lib/csv'
import { settings } from '@/lib/settings/settings'
import { type EntriesOf, type Entry, entries } from './entries'
import { foldedEntries } from './folded-entries'
import { type AskedSpan, spanOf } from './span'
import { entryCells, entryHead } from './views'

interface Asked extends Omit<EntriesOf, 'span'>, AskedSpan {
  fold?: 'day' | undefined
}

/** One page of a wallet's history in a span of the site's zone, with the charges of a day as one entry where that is asked for. */
export async function statementPage({ fold, walletId, account, cursor, limit, ...asked }: Asked) {
  const { timeZone: zone } = settings()
  const span = await spanOf(asked, zone)
  const of = { walletId, account, cursor, limit, span }
  return fold === undefined ? entries(of) : foldedEntries({ ...of, zone, spanOfMonth: (month) => spanOf({ month }, zone) })
}

/** The whole of it as CSV, read page by page while it is sent. */
export function statementCsv(asked: Asked): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const write = (rows: unknown[][]) => encoder.encode(csvRows(rows))
  let cursor: string | undefined
  return new ReadableStream({
    start: (controller) => controller.enqueue(encoder.encode(`\uFEFF${csvRows([entryHead])}`)),
    async pull(controller) {
      const page: { entries: Entry[]; nextCursor: string | null } = await statementPage({ ...asked, cursor, limit: 1000 })
      if (page.entries.length > 0) controller.enqueue(write(page.entries.map(entryCells)))
      cursor = page.nextCursor ?? undefined
      if (cursor === undefined) controller.close()
    },
  })
}
