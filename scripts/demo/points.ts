import { db } from '../../lib/db/prisma.ts'
import { buyPoints } from '../../lib/ledger/points/buy-points.ts'
import { walletOf } from '../../lib/ledger/wallet/wallet-of.ts'
import { nanosPerUnit } from '../../lib/money.ts'
import { shareConversation } from '../../lib/shares/share-conversation.ts'

const bought = [10n, 5n, 2n].map((units) => units * nanosPerUnit)

/** Points for a few, as their wallets allow, and for each a conversation that is shared. */
export async function addPoints(userIds: number[]): Promise<void> {
  for (const userId of userIds) {
    const wallet = await walletOf(userId)
    const affordable = bought.find((nanos) => wallet.cashNanos + wallet.grantNanos - wallet.heldNanos > nanos)
    if (affordable) await buyPoints({ actor: { id: userId }, amountNanos: affordable })
    const talk = await db().conversation.findFirst({ where: { userId }, select: { id: true } })
    if (talk) await shareConversation({ userId, conversationId: talk.id, expiresAt: null })
  }
}
