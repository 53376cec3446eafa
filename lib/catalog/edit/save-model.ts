import 'server-only'
import { audit } from '@/lib/audit/audit'
import { fail } from '@/lib/errors'
import type { ModelInput } from '../schema'
import { changeCatalog, editable } from './change-catalog'
import { type Known, modelProblems, refuse } from './check-rows'
import type { Operator } from './operator'
import type { Rows } from './rows'
import { wholeModel } from './whole'
import { writeModel } from './write-rows'

/** Creates a model, or with `id` changes the members that were sent. An archived model of that id comes back with its history. */
export async function saveModel({ by, id, input }: { by: Operator; id?: string; input: ModelInput }): Promise<string> {
  return changeCatalog(async (tx, rows) => {
    const kept = id === undefined ? undefined : editable(rows.models, id)
    if (kept && input.id !== undefined && input.id !== kept.id) throw fail('invalid_request', { fields: { id: 'id_fixed' } })
    const upstreamIds = new Map(rows.upstreams.map((upstream) => [upstream.row.name, upstream.id]))
    const whole = wholeModel({ ...input, targets: byName(rows, input.targets) }, kept?.row)
    refuse(modelProblems(whole, knownTo(rows, whole.id)))
    if (!kept && rows.models.some((model) => model.id === whole.id))
      throw fail('name_taken', { message: `There is a model “${whole.id}” already.`, fields: { id: 'taken' } })
    await writeModel(tx, kept, whole, kept?.fromFile ?? false, upstreamIds)
    await audit(tx, {
      actor: by,
      action: kept ? 'model.change' : 'model.create',
      subject: `model:${whole.id}`,
      before: kept?.row,
      after: whole,
    })
    return { result: whole.id }
  })
}

/** Targets may name their upstream by its id as well. */
function byName({ upstreams }: Rows, targets: ModelInput['targets']): ModelInput['targets'] {
  const names = new Map(upstreams.map(({ id, row }) => [id, row.name]))
  return targets?.map((target) => ({ ...target, upstream: names.get(target.upstream) ?? target.upstream }))
}

function knownTo(rows: Rows, id: string): Known {
  const names = new Map(rows.models.flatMap((model) => [model.id, ...model.row.aliases].map((name) => [name, model.id] as const)))
  return {
    names: names.set(id, names.get(id) ?? id),
    upstreams: new Set(rows.upstreams.map(({ row }) => row.name)),
    groups: new Set(rows.groups.map(({ row }) => row.name)),
  }
}
