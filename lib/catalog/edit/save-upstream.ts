import 'server-only'
import { audit } from '@/lib/audit/audit'
import { fail } from '@/lib/errors'
import type { UpstreamInput } from '../upstream-schema'
import { changeCatalog, editable } from './change-catalog'
import { refuse, upstreamProblems } from './check-rows'
import type { Operator } from './operator'
import type { Kept, Rows } from './rows'
import { withoutCredential } from './show-rows'
import { type WholeUpstream, wholeUpstream } from './whole'
import { writeUpstream } from './write-rows'

/** Creates an upstream, or with `id` changes the members that were sent. Returns its id. */
export async function saveUpstream({ by, id, input }: { by: Operator; id?: string; input: UpstreamInput }): Promise<string> {
  return changeCatalog(async (tx, rows) => {
    const kept = id === undefined ? undefined : editable(rows.upstreams, id)
    const whole = wholeUpstream(input, kept?.row)
    refuse(upstreamProblems(whole))
    refuseTakenName(rows, kept, whole.name)
    if (by.role !== 'owner') refuseCredential(kept?.row, whole)
    const saved = await writeUpstream(tx, kept, whole, kept?.fromFile ?? false)
    await audit(tx, {
      actor: by,
      action: kept ? 'upstream.change' : 'upstream.create',
      subject: `upstream:${saved}`,
      before: kept && withoutCredential(kept.row),
      after: withoutCredential(whole),
    })
    return { result: saved }
  })
}

function refuseTakenName({ upstreams }: Rows, kept: Kept<WholeUpstream> | undefined, name: string): void {
  if (upstreams.some((other) => other.id !== kept?.id && other.row.name === name))
    throw fail('name_taken', { message: `There is an upstream “${name}” already.`, fields: { name: 'taken' } })
}

/** Only an owner may set a credential, or send a stored one to another address. */
function refuseCredential(before: WholeUpstream | undefined, after: WholeUpstream): void {
  if (after.apiKey !== (before?.apiKey ?? null))
    throw fail('forbidden', {
      message: 'Only an owner may set the credential of an upstream.',
      fields: { apiKey: 'owner_only' },
    })
  if (before?.apiKey && (after.baseUrl !== before.baseUrl || after.protocol !== before.protocol))
    throw fail('forbidden', {
      message: 'Only an owner may send the credential of an upstream to another address.',
      fields: { baseUrl: 'owner_only' },
    })
}
