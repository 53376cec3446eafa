import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { fail } from '@/lib/errors'
import { newReferralCode } from './code-text'

const codeRow = z.object({ code: z.string() })

/** The user's code, which is made when it is first asked for. */
export async function codeOf(userId: number): Promise<string> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const [kept] = await rowsOf(pool(), codeRow, 'select code from referral_codes where user_id = $1', [userId])
    if (kept) return kept.code
    await rowsOf(pool(), codeRow, 'insert into referral_codes (user_id, code) values ($1, $2) on conflict do nothing returning code', [
      userId,
      newReferralCode(),
    ])
  }
  throw fail('internal', { cause: 'every code that was tried is taken' })
}
