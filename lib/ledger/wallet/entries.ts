import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { type Paging, pageOf, readCursor } from '@/lib/paging'
import type { WalletAccount } from '../names'
import { inSpan, type LedgerSpan } from './span'
import type { Transfer } from './transfer'

/** One account's part of a line of the ledger, as its wallet sees it. */
export interface Entry extends Omit<Transfer, 'id'> {
  id: string
  /** The line's number, and the entry's place in it: a charge may take from two accounts. */
  place: [line: bigint, part: number]
  /** Where the charges of a day are one entry: how many they are. */
  calls?: number | null
}

const lineRow = z.object({
  line: z.bigint(),
  time: z.date(),
  kind: z.string(),
  transfer_id: z.bigint().nullable(),
  reference: z.string().nullable(),
  note: z.string().nullable(),
  cash: z.bigint(),
  granted: z.bigint(),
  points: z.bigint(),
  cash_after: z.bigint().nullable(),
  granted_after: z.bigint().nullable(),
  points_after: z.bigint().nullable(),
})
export const foldedRow = lineRow.extend({ calls: z.int().nullable() })
type Line = z.infer<typeof lineRow> & Partial<z.infer<typeof foldedRow>>

/** The entries of a line, the last one first. A charge takes from the grant before it takes from the cash. */
export function entriesIn(row: Line): Entry[] {
  const { line, time, kind, reference, note, calls = null } = row
  const id = row.transfer_id === null ? `tr_${reference}` : `tr_${row.transfer_id}`
  const parts: [account: WalletAccount, amount: bigint, balanceAfter: bigint | null][] = [
    ['cash', row.cash, row.cash_after],
    ['grant', row.granted, row.granted_after],
    ['points', row.points, row.points_after],
  ]
  const moved = parts.filter(([, amount]) => amount !== 0n)
  return moved.map(([account, amount, balanceAfter], at) => ({
    id: at === 0 ? id : `${id}:${account}`,
    place: [line, moved.length - at],
    time,
    kind,
    account,
    amount,
    balanceAfter: balanceAfter ?? 0n,
    reference,
    note,
    calls,
  }))
}

export const accountColumn = { cash: 'cash', grant: 'granted', points: 'points' } as const
const place = z.tuple([z.string().regex(/^\d{1,18}$/), z.int().min(1).max(3)])

export interface EntriesOf extends Paging {
  walletId: number
  account?: WalletAccount | undefined
  span?: LedgerSpan
}

/** Lists the wallet's history, newest first. Paging is stable, because lines are never changed and new ones come before the first page. */
export async function entries({
  walletId,
  account,
  span,
  cursor,
  limit,
}: EntriesOf): Promise<{ entries: Entry[]; nextCursor: string | null }> {
  const [line, part] = readCursor(cursor, place) ?? []
  const lines = await rowsOf(
    pool(),
    lineRow,
    `select line, time, kind, transfer_id, reference, note, cash, granted, points, cash_after, granted_after, points_after from ledger_lines
     where wallet_id = $1 and ($2::bigint is null or line <= $2) and ${inSpan('$4', '$5')} ${account ? `and ${accountColumn[account]} <> 0` : ''}
     order by line desc limit $3`,
    [walletId, line ?? null, limit + 2, span?.from ?? null, span?.to ?? null],
  )
  const found = lines
    .flatMap(entriesIn)
    .filter((entry) => (account === undefined || entry.account === account) && isBefore(entry, line, part))
  const { page, nextCursor } = pageOf(found.slice(0, limit + 1), limit, (entry) => [String(entry.place[0]), entry.place[1]])
  return { entries: page, nextCursor }
}

const isBefore = ({ place: [line, part] }: Entry, cursorLine = '', cursorPart = 0): boolean =>
  cursorLine === '' || line < BigInt(cursorLine) || part < cursorPart
