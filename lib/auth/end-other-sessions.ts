import 'server-only'
import { transaction } from '@/lib/db/transaction'
import { forgetSessions, revokeSessions } from './sessions'

export async function endOtherSessions(given: { userId: number; except: string | null }): Promise<undefined> {
  await transaction((tx) => revokeSessions(tx, given))
  forgetSessions()
}
