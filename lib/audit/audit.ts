import 'server-only'
import type { Tx } from '@/lib/db/prisma'
import { run } from '@/lib/db/rows'
import { newId } from '@/lib/ids'

/** Who acted and from where. `actorId` is null for the installation itself (start-up, command line). */
export interface Actor {
  id: number | null
  address?: string | null | undefined
  requestId?: string | null | undefined
}
export interface Deed {
  actor: Actor
  /** `room.verb`, e.g. `user.change` */
  action: string
  /** The subject, e.g. `user:7`. */
  subject?: string | null
  before?: unknown
  after?: unknown
}

const json = (value: unknown) =>
  value === undefined ? null : JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? inner.toString() : inner))

/** Writes an audit entry, in the transaction of the act that it records. Never give it secrets. */
export async function audit(tx: Tx, { actor, action, subject, before, after }: Deed): Promise<void> {
  await run(
    tx,
    `insert into audit_entries (id, actor_id, action, subject, before, after, address, request_id)
     values ($1, $2, $3, $4, $5::jsonb, $6::jsonb, $7, $8)`,
    [newId('audit'), actor.id, action, subject ?? null, json(before), json(after), actor.address ?? null, actor.requestId ?? null],
  )
}
