import 'server-only'
import { readFile } from 'node:fs/promises'
import { applyCatalog } from '@/lib/catalog/file/apply-catalog'
import { env, variables } from '@/lib/env'
import { log } from '@/lib/log'

/** Applies the file of CATALOG_FILE at every start, under the catalog's lock. A wrong file stops the start. */
export async function applyCatalogFile(): Promise<void> {
  const path = env().CATALOG_FILE
  if (!path) return
  const text = await readFile(/* turbopackIgnore: true */ path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Error(`CATALOG_FILE (${path}) cannot be read: ${error.code === 'ENOENT' ? 'there is no such file' : error.message}`)
  })
  const changes = await applyCatalog(text, variables(), { release: true })
  if (changes.length > 0) log('info', 'the catalog file was applied', { file: path, changes: changes.length })
}
