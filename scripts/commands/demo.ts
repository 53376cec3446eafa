import { parseArgs } from 'node:util'
import { StartError } from '../database/start-error.ts'
import { withDatabase } from '../launch/with-database.ts'

/**
 * npm run demo [-- --records N]: writes a month of realistic data, or four months with N calls, beside a running server or for the next start.
 */
export async function run(args: string[]): Promise<undefined> {
  const { records } = parseArgs({ args, options: { records: { type: 'string' } } }).values
  if (records !== undefined && !/^[1-9]\d{0,8}$/.test(records)) throw new StartError('Usage: npm run demo [-- --records NUMBER]')
  await withDatabase({ what: 'demo' }, async () => {
    const { seedDemo } = await import('../demo/seed.ts')
    const made = await seedDemo((text) => console.log(text), records === undefined ? undefined : Number(records))
    if (!made) console.log('The demo data is there already.')
    else
      console.log(
        `Made ${made.users} users and ${made.calls} calls. Sign in as ${made.owner ? `${made.owner} (owner) or ` : ''}${made.member}, password of all demo users: ${made.password}`,
      )
  })
}
