import { StartError } from '../database/start-error.ts'
import { withDatabase } from '../launch/with-database.ts'

/** npm run user -- reset-password NAME: a new password for somebody who lost theirs, the owner included. */
export async function run([verb, name]: string[]): Promise<undefined> {
  if (verb !== 'reset-password' || !name) throw new StartError('Usage: npm run user -- reset-password NAME')
  await withDatabase({ what: 'user reset-password' }, async () => {
    const { resetPasswordOf } = await import('../../lib/auth/change-password.ts')
    const { settingsReady } = await import('../../lib/settings/settings.ts')
    await settingsReady()
    console.log(`The new password of ${name}: ${await resetPasswordOf(name)}`)
  })
}
