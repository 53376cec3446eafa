import 'server-only'
import { audit } from '@/lib/audit/audit'
import { bump } from '@/lib/db/notify'
import { transaction } from '@/lib/db/transaction'
import { fail } from '@/lib/errors'
import { catalog } from '../catalog'
import type { Operator } from './operator'

/** Tells every process to forget that this target failed. Its health is in the memory of each, so nothing of the catalog changes. */
export async function resetTarget({ by, id }: { by: Operator; id: string }): Promise<void> {
  const model = [...catalog().models.values()].find(({ targets }) => targets.some((target) => target.id === id))
  const target = model?.targets.find((each) => each.id === id)
  if (!model || !target) throw fail('not_found')
  await transaction(async (tx) => {
    const after = { target: id, upstream: target.upstream.name, upstreamModel: target.upstreamModel }
    await audit(tx, { actor: by, action: 'model.reset_target', subject: `model:${model.id}`, after })
    await bump(tx, 'targets', id)
  })
}
