import 'server-only'
import { changeCatalog } from './change-catalog'
import { wholeGroup, wholeModel, wholeUpstream } from './whole'
import { writeGroup, writeModel, writeUpstream } from './write-rows'

const eliza = 'eliza'

/**
 * Creates what a fresh installation needs: the demo `eliza`, so that everything works before any backend is connected, and the group of new
 * users. Rows that an operator has changed, switched off or archived stay.
 */
export async function ensureBuiltins(): Promise<void> {
  await changeCatalog(async (tx, rows) => {
    let changed = false
    if (!rows.groups.some(({ row }) => row.name === 'default')) {
      await writeGroup(tx, undefined, wholeGroup({ name: 'default', rpm: 60, tpm: 200_000, concurrency: 20 }), false)
      changed = true
    }
    const seeded = (await tx.upstream.count({ where: { protocol: 'builtin' } })) > 0
    const nameTaken = rows.upstreams.some(({ row }) => row.name === eliza) || (await tx.modelName.count({ where: { name: eliza } })) > 0
    if (!seeded && !nameTaken) {
      const upstreamId = await writeUpstream(tx, undefined, wholeUpstream({ name: eliza, protocol: 'builtin' }), false)
      const model = wholeModel({
        id: eliza,
        name: 'Eliza (demo)',
        provider: 'Atrium',
        mode: 'chat',
        context: 8192,
        maxOutput: 1024,
        targets: [{ upstream: eliza, upstreamModel: eliza }],
      })
      await writeModel(tx, undefined, model, false, new Map([[eliza, upstreamId]]))
      changed = true
    }
    return { result: undefined, changed }
  })
}
