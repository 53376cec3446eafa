import 'server-only'
import { pool } from '@/lib/db/pool'
import { run } from '@/lib/db/rows'
import { seal } from '@/lib/seal'
import type { CachedAnswer } from './cached-answer'

const sql = `
insert into cached_answers (name, user_id, expires_at, answer) values ($1, $2, now() + make_interval(secs => $3), $4)
on conflict (name) do update set user_id = excluded.user_id, created_at = now(), expires_at = excluded.expires_at, answer = excluded.answer`

/** Keeps an answer under its name for so many seconds; of several that come at once the last stays. */
export async function keepCached(name: Uint8Array, userId: number, ttlSeconds: number, answer: CachedAnswer): Promise<void> {
  const sealed = seal('cached-answer', Buffer.from(name).toString('hex'), JSON.stringify(answer))
  await run(pool(), sql, [name, userId, ttlSeconds, Buffer.from(sealed)])
}
