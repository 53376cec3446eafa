import 'server-only'
import { db } from '@/lib/db/prisma'
import { fail } from '@/lib/errors'
import type { Shared, SharedMessage } from './schema'

/** Reads a share for anybody. Expired, of a deleted conversation or of a disabled user, it is not found. */
export async function readShare(id: string): Promise<Shared> {
  const row = await db().share.findFirst({
    where: {
      id,
      OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }],
      conversation: { deletedAt: null },
      user: { enabled: true },
    },
  })
  if (!row) throw fail('not_found')
  return { id: row.id, title: row.title, updated_at: row.updatedAt.toISOString(), messages: row.messages as unknown as SharedMessage[] }
}
