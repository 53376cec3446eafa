import { existsSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { verifyBackup } from '../backup/read.ts'
import { restoreBackup } from '../backup/restore.ts'
import { StartError } from '../database/start-error.ts'
import { givenPath } from '../launch/given-path.ts'
import { secretFile } from '../launch/secret.ts'
import { checkedEnvironment } from '../launch/settings.ts'
import { withDatabase } from '../launch/with-database.ts'

/** npm run restore -- FILE: fills an empty database, while no server runs on it. */
export async function run([given]: string[]): Promise<undefined> {
  if (!given) throw new StartError('Usage: npm run restore -- FILE')
  const file = givenPath(given)
  const header = await verifyBackup(file)
  const { SECRET_KEY, DATABASE_URL } = checkedEnvironment()
  if (SECRET_KEY && SECRET_KEY !== header.secret)
    throw new StartError('SECRET_KEY is another one than in the backup. Unset it, or set it to the one that the backup was made with.')
  await withDatabase({ what: 'restore', current: false }, async ({ databaseUrl, alone, folder }) => {
    if (!alone && !DATABASE_URL) throw new StartError('Atrium is running on this DATA_DIR. Stop it first.')
    await restoreBackup(file, header, databaseUrl)
    if (!SECRET_KEY) keepSecret(secretFile(folder), header.secret)
    console.log(`Restored ${file} of ${header.time}. Start Atrium now.`)
  })
}

function keepSecret(path: string, secret: string): void {
  const since = Date.now() - process.uptime() * 1000
  if (existsSync(path) && statSync(path).mtimeMs < since) renameSync(path, `${path}.before-restore-${Date.now()}`)
  writeFileSync(path, `${secret}\n`, { mode: 0o600, flush: true })
}
