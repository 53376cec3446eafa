import 'server-only'
import { audit } from '@/lib/audit/audit'
import { fail } from '@/lib/errors'
import type { GroupInput } from '../group-schema'
import { changeCatalog, editable } from './change-catalog'
import type { Operator } from './operator'
import { wholeGroup } from './whole'
import { writeGroup } from './write-rows'

/** Creates a group, or with `id` changes the members that were sent. */
export async function saveGroup({ by, id, input }: { by: Operator; id?: string; input: GroupInput }): Promise<string> {
  return changeCatalog(async (tx, rows) => {
    const kept = id === undefined ? undefined : editable(rows.groups, id)
    const whole = wholeGroup(input, kept?.row)
    if (kept && whole.name !== kept.row.name) throw fail('invalid_request', { fields: { name: 'group_fixed' } })
    if (!kept && rows.groups.some(({ row }) => row.name === whole.name))
      throw fail('name_taken', { message: `There is a group “${whole.name}” already.`, fields: { name: 'taken' } })
    const saved = await writeGroup(tx, kept, whole, kept?.fromFile ?? false)
    await audit(tx, {
      actor: by,
      action: kept ? 'group.change' : 'group.create',
      subject: `group:${whole.name}`,
      before: kept?.row,
      after: whole,
    })
    return { result: saved }
  })
}
