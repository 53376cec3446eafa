import 'server-only'
import type { Tx } from '@/lib/db/prisma'
import type { ModelInput } from '../schema'
import { changeCatalog } from './change-catalog'
import { wholeGroup, wholeModel, wholeUpstream } from './whole'
import { writeGroup, writeModel, writeUpstream } from './write-rows'

const eliza = 'eliza'
const documents = 'document-tools'

const demo = {
  id: eliza,
  name: 'Eliza (demo)',
  provider: 'Atrium',
  mode: 'chat',
  context: 8192,
  maxOutput: 1024,
  targets: [{ upstream: eliza, upstreamModel: eliza }],
} satisfies ModelInput

/**
 * Under the ids by which HepAI's users know such tools; the second also under the one that its client takes by default. A name has one
 * language, which is the first of our readers.
 */
const tools = [
  { id: 'hepai/markitdown', name: '文档转 Markdown', aliases: [] },
  { id: 'hepai/mineru', name: 'PDF 转 Markdown', aliases: ['hepai/mineru-2.5'] },
].map(
  (tool) =>
    ({ ...tool, provider: 'Atrium', mode: 'tool', targets: [{ upstream: documents, upstreamModel: 'documents' }] }) satisfies ModelInput,
)

/**
 * Creates what a fresh installation needs: the demo `eliza`, so that everything works before any backend is connected, the document tools,
 * and the group of new users. Rows that an operator has changed, switched off or archived stay.
 */
export async function ensureBuiltins(): Promise<void> {
  await changeCatalog(async (tx, rows) => {
    let changed = false
    if (!rows.groups.some(({ row }) => row.name === 'default')) {
      await writeGroup(tx, undefined, wholeGroup({ name: 'default', rpm: 60, tpm: 200_000, concurrency: 20 }), false)
      changed = true
    }
    const seeded = (await tx.upstream.count({ where: { protocol: 'builtin' } })) > 0
    const nameTaken = rows.upstreams.some(({ row }) => row.name === eliza) || (await isKnown(tx, demo))
    if (!seeded && !nameTaken) {
      await write(tx, demo, await writeUpstream(tx, undefined, wholeUpstream({ name: eliza, protocol: 'builtin' }), false))
      changed = true
    }
    const home = rows.upstreams.find(({ row }) => row.name === documents)
    if (home && home.row.protocol !== 'builtin') return { result: undefined, changed }
    let upstreamId = home?.id
    for (const tool of tools) {
      if (await isKnown(tx, tool)) continue
      upstreamId ??= await writeUpstream(tx, undefined, wholeUpstream({ name: documents, protocol: 'builtin' }), false)
      await write(tx, tool, upstreamId)
      changed = true
    }
    return { result: undefined, changed }
  })
}

/** Whether there is a model of one of these names, or was one before it was archived. */
async function isKnown(tx: Tx, { id, aliases = [] }: { id: string; aliases?: string[] }): Promise<boolean> {
  const taken = await tx.modelName.count({ where: { name: { in: [id, ...aliases] } } })
  return taken > 0 || (await tx.model.count({ where: { id } })) > 0
}

const write = (tx: Tx, model: ModelInput, upstreamId: string) =>
  writeModel(tx, undefined, wholeModel(model), false, new Map((model.targets ?? []).map(({ upstream }) => [upstream, upstreamId])))
