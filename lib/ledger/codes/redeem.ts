import 'server-only'
import * as z from 'zod'
import { addressBucket } from '@/lib/addresses/client-address'
import { audit } from '@/lib/audit/audit'
import type { Tx } from '@/lib/db/prisma'
import { rowsOf, run } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { fail } from '@/lib/errors'
import { slidingWindow } from '@/lib/throttle/sliding-window'
import { type CodeAccount, codeAccounts } from '../names'
import { grant } from '../wallet/grant'
import { mayDecide } from '../wallet/may-decide'
import { type Transfer, transfer } from '../wallet/transfer'
import { codeHash } from './code-text'

export interface Redemption {
  userId: number
  walletId: number
  code: string
  address: string | undefined
  requestId?: string
}

const guessesPerMinute = 10
const guesses = slidingWindow('ledger.wrongCodes', 60_000)

const tooMany = (retryAfterMs: number) =>
  fail('too_many_failures', { message: 'Too many wrong codes.', retryAfter: Math.ceil(retryAfterMs / 1000) })

/** Throws when the user or the address has guessed too often. Counts a wrong code as a guess. */
function checkGuesses(names: string[], wrong: boolean): void {
  for (const name of names) {
    const taken = guesses.take(name, guessesPerMinute)
    if (!taken.ok) throw tooMany(taken.retryAfterMs)
    if (!wrong) guesses.undo(name)
  }
}

const foundCode = z.object({
  id: z.string(),
  batch_id: z.string(),
  amount: z.bigint(),
  account: z.enum(codeAccounts),
  name: z.string(),
  enabled: z.boolean(),
  expired: z.boolean(),
  created_by: z.int().nullable(),
  grant_ends: z.date().nullable(),
})
type Found = z.infer<typeof foundCode>

const findSql = `select c.id, c.batch_id, b.amount, b.account, b.name, c.enabled and b.enabled as enabled, coalesce(b.expires_at <= now(), false) as expired,
    b.created_by, now() + make_interval(days => b.grant_days) as grant_ends
  from codes c join code_batches b on b.id = c.batch_id where c.hash = $1`

// This guard makes a code pay once: the second request waits for the row and finds no use left.
const useSql = `update codes c set used = c.used + 1 from code_batches b
  where c.id = $1 and b.id = c.batch_id and c.used < b.uses and c.enabled and b.enabled and (b.expires_at is null or b.expires_at > now())`

async function use(tx: Tx, code: Found, { userId, walletId }: Redemption): Promise<Transfer> {
  const used = await run(tx, useSql, [code.id])
  if (used === 0) throw fail('code_used')
  const first = await run(tx, 'insert into code_uses (code_id, user_id) values ($1, $2) on conflict do nothing', [code.id, userId])
  if (first === 0) throw fail('code_used')
  const shared = {
    walletId,
    kind: 'code',
    idempotencyKey: `code:${code.id}:${userId}`,
    actorId: userId,
    reference: code.id,
    note: code.name,
  }
  if (code.account === 'grant') return grant(tx, { ...shared, amountNanos: code.amount, expiresAt: code.grant_ends })
  const paid = await transfer(tx, { ...shared, account: 'cash', amount: code.amount, counterpart: 'promotions' })
  if (!paid) throw fail('internal', { cause: `there is no wallet ${walletId}` })
  return paid
}

/** The entry names the code by its id, because readers of the trail must not be able to use it. */
async function writeDown(tx: Tx, code: Found, { userId, address, requestId }: Redemption, paid: Transfer): Promise<void> {
  const { account, amount, balanceAfter: balance, id: transfer } = paid
  await audit(tx, {
    actor: { id: userId, address, requestId },
    action: 'wallet.redeem',
    subject: `user:${userId}`,
    before: { balance: balance - amount },
    after: { account, amount, balance, batch: code.batch_id, code: code.id, transfer },
  })
}

/**
 * Pays a code's amount into the wallet, once per code, or once per user for a code of several uses. Throws `invalid_code`, `code_used`,
 * `code_expired`, or `own_money` for the operator who made the code. Wrong codes are limited by user and by address; a right code that is
 * used up does not count as a guess. The redemption is audited.
 */
export async function redeem(redemption: Redemption): Promise<{ amountNanos: bigint; account: CodeAccount }> {
  const names = [`user:${redemption.userId}`, ...(redemption.address ? [`address:${addressBucket(redemption.address)}`] : [])]
  checkGuesses(names, false)
  const found = await transaction(async (tx) => {
    const [code] = await rowsOf(tx, foundCode, findSql, [codeHash(redemption.code)])
    if (!code) return undefined
    if (!code.enabled) throw fail('invalid_code', { message: 'This redemption code has been switched off.' })
    if (code.expired) throw fail('code_expired')
    // An operator who redeems their own code would give themselves money.
    if (code.created_by !== null) await mayDecide(tx, code.created_by, redemption.userId)
    await writeDown(tx, code, redemption, await use(tx, code, redemption))
    return code
  })
  if (found) return { amountNanos: found.amount, account: found.account }
  checkGuesses(names, true)
  throw fail('invalid_code', { fields: { code: 'invalid_code' } })
}
