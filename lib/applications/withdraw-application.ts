import 'server-only'
import type { Actor } from '@/lib/audit/audit'
import { transaction } from '@/lib/db/transaction'
import { moveApplication } from './move-application'
import { openApplicationStates } from './names'

/** Takes back an application that nobody has decided. */
export async function withdrawApplication({ userId, by, id }: { userId: number; by: Actor; id: string }): Promise<void> {
  await transaction((tx) => moveApplication(tx, { id, userId, from: openApplicationStates, to: 'withdrawn', by }))
}
