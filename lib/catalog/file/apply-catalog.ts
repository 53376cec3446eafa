import 'server-only'
import { type Actor, audit } from '@/lib/audit/audit'
import type { Tx } from '@/lib/db/prisma'
import { transaction } from '@/lib/db/transaction'
import { storeSettings } from '@/lib/settings/change-settings'
import { reloadSettings } from '@/lib/settings/settings'
import { changeCatalog } from '../edit/change-catalog'
import { type Rows, readRows } from '../edit/rows'
import { writeGroup, writeModel, writeUpstream } from '../edit/write-rows'
import { type CatalogChange, planRows, type Steps } from './plan'
import { planSettings } from './plan-settings'
import { type CatalogFile, readFile } from './read-file'

type Variables = Record<string, string | undefined>
interface Options {
  /** Switches off the upstreams and models that the file does not name. */
  prune?: boolean
  /** This is the file of CATALOG_FILE: rows that it no longer names may be edited again. */
  release?: boolean
  by?: Actor
}

/** Says what applying the file would change, without changing anything. Throws what is wrong with the file, line by line. */
export async function planCatalog(text: string, variables: Variables, { prune }: Options = {}): Promise<CatalogChange[]> {
  const file = readFile(text, variables)
  return transaction(
    async (tx) => {
      const { changes } = await planSettings(tx, file)
      return [...changes, ...inOrder(planRows(file, await readRows(tx), { prune }))]
    },
    { isolationLevel: 'RepeatableRead' },
  )
}

/** Applies the file in one transaction, or changes nothing. Returns what `planCatalog` would have said. */
export async function applyCatalog(text: string, variables: Variables, { prune, release, by }: Options = {}): Promise<CatalogChange[]> {
  const file = readFile(text, variables)
  const changes = await changeCatalog(async (tx, rows) => {
    const settings = await planSettings(tx, file)
    const steps = planRows(file, rows, { prune })
    const result = [...settings.changes, ...inOrder(steps)]
    await storeSettings(tx, settings.values, true)
    await write(tx, rows, steps)
    if (release) await releaseOthers(tx, file)
    if (result.length > 0) await audit(tx, { actor: by ?? { id: null }, action: 'catalog.apply', subject: 'catalog', after: result })
    return { result, changed: result.some(({ kind }) => kind !== 'setting') }
  })
  if (changes.some(({ kind }) => kind === 'setting')) await reloadSettings()
  return changes
}

const inOrder = ({ groups, upstreams, models }: Steps): CatalogChange[] => [...groups, ...upstreams, ...models].map(({ change }) => change)

async function write(tx: Tx, rows: Rows, { groups, upstreams, models }: Steps): Promise<void> {
  for (const { kept, whole, fromFile } of groups) await writeGroup(tx, kept, whole, fromFile)
  const ids = new Map(rows.upstreams.map(({ id, row }) => [row.name, id]))
  for (const { kept, whole, fromFile } of upstreams) ids.set(whole.name, await writeUpstream(tx, kept, whole, fromFile))
  // All names are removed first, so that an alias may move from one model to another.
  await tx.modelName.deleteMany({ where: { modelId: { in: models.map(({ whole }) => whole.id) } } })
  for (const { kept, whole, fromFile } of models) await writeModel(tx, kept, whole, fromFile, ids)
}

async function releaseOthers(tx: Tx, { groups, upstreams, models, settings }: CatalogFile): Promise<void> {
  const others = (names: string[]) => ({ fromFile: true, name: { notIn: names } })
  const release = { data: { fromFile: false } }
  await tx.group.updateMany({ where: others(groups.map(({ name }) => name)), ...release })
  await tx.upstream.updateMany({ where: others(upstreams.map(({ name }) => name)), ...release })
  await tx.model.updateMany({ where: { fromFile: true, id: { notIn: models.map(({ id }) => id) } }, ...release })
  await tx.setting.updateMany({ where: others(Object.keys(settings)), ...release })
}
