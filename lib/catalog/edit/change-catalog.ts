import 'server-only'
import { bump } from '@/lib/db/notify'
import { db, type Tx } from '@/lib/db/prisma'
import { env } from '@/lib/env'
import { fail } from '@/lib/errors'
import { reloadCatalog } from '../catalog'
import { type Kept, type Rows, readRows } from './rows'
import { lockCatalog } from './write-rows'

/**
 * One change of the catalog: alone, over the rows as they are, whole or not at all, told to every process, and followed
 * in this one before it returns. `work` gives false as `changed` when there was nothing to do.
 */
export async function changeCatalog<T>(work: (tx: Tx, rows: Rows) => Promise<{ result: T; changed?: boolean }>): Promise<T> {
  const { result, changed = true } = await db().$transaction(async (tx) => {
    await lockCatalog(tx)
    const done = await work(tx, await readRows(tx))
    if (done.changed !== false) await bump(tx, 'catalog')
    return done
  })
  if (changed) await reloadCatalog()
  return result
}

/** The row of this id, or 404; 409 when the catalog file in force holds it, since a restart would undo the change. */
export function editable<K extends Kept<unknown>>(rows: K[], id: string): K {
  const kept = rows.find((row) => row.id === id)
  if (!kept) throw fail('not_found')
  if (kept.fromFile && env().CATALOG_FILE) throw fail('managed_by_file')
  return kept
}
