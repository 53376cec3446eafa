import 'server-only'
import { wake } from '@/lib/db/notify'
import type { Tx } from '@/lib/db/prisma'
import { run } from '@/lib/db/rows'
import { newId } from '@/lib/ids'
import type { JobKind } from './job-kind'

interface When {
  /** The same work is enqueued once under one key. */
  key?: string
  runAt?: Date
}

/** Writes a job in the caller's transaction, so that it is there if and only if the rest is. False when its key is there already. */
export async function enqueue<Input>(tx: Tx, kind: JobKind<Input>, input: NoInfer<Input>, { key, runAt }: When = {}): Promise<boolean> {
  const checked = kind.input.parse(input)
  const made = await run(
    tx,
    `insert into jobs (id, kind, key, input, run_at) values ($1, $2, $3, $4::jsonb, coalesce($5, now())) on conflict (key) do nothing`,
    [newId('job'), kind.name, key ?? null, JSON.stringify(checked), runAt ?? null],
  )
  if (made > 0) await wake(tx, 'jobs')
  return made > 0
}
