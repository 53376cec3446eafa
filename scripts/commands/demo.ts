import { withDatabase } from '../launch/with-database.ts'

/** npm run demo: writes a month of realistic data, beside a running server or for the next start. */
export const run = (): Promise<number> =>
  withDatabase({ what: 'demo' }, async () => {
    const { seedDemo } = await import('../demo/seed.ts')
    const made = await seedDemo((text) => console.log(text))
    if (!made) {
      console.log('The demo data is there already.')
      return 0
    }
    console.log(
      `Made ${made.users} users and ${made.calls} calls. Sign in as ${made.owner ? `${made.owner} (owner) or ` : ''}${made.member}, password of all demo users: ${made.password}`,
    )
    return 0
  })
