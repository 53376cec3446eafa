import { existsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { writeBackup } from '../backup/write.ts'
import { StartError } from '../database/start-error.ts'
import { givenPath } from '../launch/given-path.ts'
import { withDatabase } from '../launch/with-database.ts'

/** npm run backup -- FILE: database and secret as of one moment, also beside a running server. */
export async function run([given]: string[]): Promise<undefined> {
  if (!given) throw new StartError('Usage: npm run backup -- FILE')
  const file = givenPath(given)
  if (!existsSync(dirname(file))) throw new StartError(`There is no folder ${dirname(file)}. Make it first, or name a file elsewhere.`)
  if (existsSync(file)) throw new StartError(`${file} is there already. Name a new file.`)
  // An older schema is backed up unchanged, because a backup is the way out of an old version.
  await withDatabase({ what: 'backup', current: false }, async ({ databaseUrl, secret }) => {
    const rows = Object.values(await writeBackup(databaseUrl, secret.key, file)).reduce((sum, more) => sum + more, 0)
    console.log(
      `Wrote ${file}: ${rows} rows, ${Math.ceil(statSync(file).size / 1024)} KiB. It holds the secret key: keep it as safe as the server.`,
    )
  })
}
