import 'server-only'
import * as z from 'zod'
import { db } from '@/lib/db/prisma'
import { type Paging, pageOf, readCursor } from '@/lib/paging'
import { shareView } from './share-view'

const place = z.tuple([z.iso.datetime(), z.string()])

/** Lists a user's shares, newest first, expired ones too. */
export async function listShares({ userId, conversationId, cursor, limit }: Paging & { userId: number; conversationId?: string }) {
  const [time, id] = readCursor(cursor, place) ?? []
  const after = time === undefined ? {} : { OR: [{ createdAt: { lt: time } }, { createdAt: time, id: { lt: id } }] }
  const rows = await db().share.findMany({
    where: { userId, conversation: { deletedAt: null }, ...(conversationId && { conversationId }), ...after },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  })
  const { page, nextCursor } = pageOf(rows, limit, (row) => [row.createdAt.toISOString(), row.id])
  return { shares: page.map(shareView), next_cursor: nextCursor }
}
