import 'server-only'
import { bump } from '@/lib/db/notify'
import type { Tx } from '@/lib/db/prisma'
import { transaction } from '@/lib/db/transaction'
import { env } from '@/lib/env'
import { fail } from '@/lib/errors'
import { reloadCatalog } from '../catalog'
import { type Kept, type Rows, readRows } from './rows'
import { lockCatalog } from './write-rows'

/**
 * Makes one change of the catalog. Only one runs at a time; it sees the current rows, happens whole or not at all, and is told to every
 * process. This process has the new catalog before it returns. `work` gives `changed: false` when there was nothing to do.
 */
export async function changeCatalog<T>(work: (tx: Tx, rows: Rows) => Promise<{ result: T; changed?: boolean }>): Promise<T> {
  const { result, changed = true } = await transaction(async (tx) => {
    await lockCatalog(tx)
    const done = await work(tx, await readRows(tx))
    if (done.changed !== false) await bump(tx, 'catalog')
    return done
  })
  if (changed) await reloadCatalog()
  return result
}

/** Returns the row of this id. Throws 404, or 409 when the catalog file in force holds it, because a restart would undo the change. */
export function editable<K extends Kept<unknown>>(rows: K[], id: string): K {
  const kept = rows.find((row) => row.id === id)
  if (!kept) throw fail('not_found')
  if (kept.fromFile && env().CATALOG_FILE) throw fail('managed_by_file')
  return kept
}
