import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { StartError } from '../database/start-error.ts'
import { givenPath } from '../launch/given-path.ts'
import { withDatabase } from '../launch/with-database.ts'

const usage = 'Usage: npm run catalog -- plan|apply FILE [--prune], or npm run catalog -- export [FILE]'

/** npm run catalog -- plan|apply FILE: what the file changes; a running server follows within seconds. export: the catalog as such a file. */
export async function run(args: string[]): Promise<undefined> {
  const { positionals, values } = parseArgs({ args, allowPositionals: true, options: { prune: { type: 'boolean', default: false } } })
  const [verb, file] = positionals
  if (verb === 'export') return exportTo(file)
  if ((verb !== 'plan' && verb !== 'apply') || !file) throw new StartError(usage)
  const text = read(givenPath(file))
  await withDatabase({ what: `catalog ${verb}` }, async () => {
    const { applyCatalog, planCatalog } = await import('../../lib/catalog/file/apply-catalog.ts')
    const { printChanges } = await import('../../lib/catalog/file/print.ts')
    const { catalogReady } = await import('../../lib/catalog/catalog.ts')
    const { settingsReady } = await import('../../lib/settings/settings.ts')
    await Promise.all([catalogReady(), settingsReady()])
    const work = verb === 'plan' ? planCatalog : applyCatalog
    console.log(printChanges(await work(text, process.env, { prune: values.prune })))
  })
}

async function exportTo(file: string | undefined): Promise<undefined> {
  await withDatabase({ what: 'catalog export' }, async () => {
    const { exportCatalog } = await import('../../lib/catalog/file/export-catalog.ts')
    const text = await exportCatalog()
    if (file === undefined) process.stdout.write(text)
    else write(givenPath(file), text)
  })
}

/** A file that is there already is not written over. */
function write(path: string, text: string): void {
  try {
    writeFileSync(path, text, { flag: 'wx', mode: 0o600 })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new StartError(code === 'EEXIST' ? `${path} is there already. Name another file.` : `${path} cannot be written (${code}).`)
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new StartError(`${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`)
  }
}
