import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { forgetSessions } from '@/lib/auth/sessions'
import { catalogReady } from '@/lib/catalog/catalog'
import { ensureBuiltins } from '@/lib/catalog/edit/ensure-builtins'
import { portalCallerOf } from '@/lib/http/caller'
import { createKeys } from '@/lib/keys/create-keys'
import { createKeysInput } from '@/lib/keys/schema'
import { startProcess } from '@/lib/processes/heartbeat'
import { bootPortal, closePortalAfterwards, newUser, type TestUser } from '@/tests/portal'
import { databaseNow } from './clock'
import { pool } from './pool'

let person: TestUser
beforeAll(async () => {
  await bootPortal()
  await ensureBuiltins()
  await catalogReady()
  await startProcess()
  person = await newUser()
})
closePortalAfterwards()
afterEach(() => {
  vi.useRealTimers()
})

const hour = 3_600_000
const said = (secret: string) =>
  portalCallerOf(new Headers({ authorization: `Bearer ${secret}` }), '192.0.2.1').then(
    () => 'in',
    ({ code }) => code,
  )
/** Creates a key and a session that end so many hours from now, by the database's clock. */
async function endingIn(hours: number): Promise<string[]> {
  const { user, token, sessionId } = person
  const input = createKeysInput.parse({ name: 'test', scopes: ['portal'] })
  const [key] = await createKeys({ owner: { id: user.id, group: 'default' }, by: { id: user.id }, input })
  await pool().query("update api_keys set expires_at = now() + $2 * interval '1 hour' where id = $1", [key?.id, hours])
  await pool().query("update sessions set expires_at = now() + $2 * interval '1 hour' where id = $1", [sessionId, hours])
  forgetSessions()
  return [key?.secret ?? '', token]
}

describe.each([-3, 3])('a machine whose clock is %i hours off', (off) => {
  it('judges by the database’s clock which keys and sessions have expired', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + off * hour })
    await startProcess()
    const { rows } = await pool().query<{ ms: number }>('select extract(epoch from clock_timestamp())::float8 * 1000 as ms')
    expect(Math.abs(databaseNow() - (rows[0]?.ms ?? 0))).toBeLessThan(60_000)
    expect(await Promise.all((await endingIn(1)).map(said))).toEqual(['in', 'in'])
    expect(await Promise.all((await endingIn(-1)).map(said))).toEqual(['key_expired', 'not_signed_in'])
  })
})
