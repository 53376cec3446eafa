import 'server-only'
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import * as z from 'zod'
import { audit } from '@/lib/audit/audit'
import { pool } from '@/lib/db/pool'
import type { Tx } from '@/lib/db/prisma'
import { type On, rowsOf, run } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { env } from '@/lib/env'
import { fail, isAppError } from '@/lib/errors'
import { settings } from '@/lib/settings/settings'
import type { NewUser } from '@/lib/users/create-user'
import { username as usernameRule } from '@/lib/users/username'
import { refreshUser } from '@/lib/users/users'
import { addUser } from './add-user'
import { checkNewPassword } from './password-rule'
import { hashPassword } from './passwords'
import { openSession, type SignedIn, type Source } from './sign-in'

const fact = 'setup.token'
const lockNumber = 5273003
const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')

const yesRow = z.object({ yes: z.boolean() })

async function hasOwner(on: On): Promise<boolean> {
  const [row] = await rowsOf(on, yesRow, "select exists (select 1 from users where role = 'owner') as yes")
  return Boolean(row?.yes)
}
/** Only one runs at a time, over all processes. */
const alone = (tx: Tx) => run(tx, 'select pg_advisory_xact_lock($1)', [lockNumber])

export const setupIsOpen = async (): Promise<boolean> => !(await hasOwner(pool()))

/** Makes a new one-time link to `/setup` while there is no owner, else null. Earlier links stop working. */
export async function createSetupLink(): Promise<string | null> {
  const token = randomBytes(24).toString('base64url')
  return transaction(async (tx) => {
    await alone(tx)
    if (await hasOwner(tx)) return null
    await run(tx, 'insert into facts (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value', [
      fact,
      hashOf(token),
    ])
    return `${env().publicUrl}/setup?token=${token}`
  })
}

const factRow = z.object({ value: z.string() })

async function tokenCounts(on: On, token: string): Promise<boolean> {
  const [row] = await rowsOf(on, factRow, 'select value from facts where name = $1', [fact])
  const wanted = row?.value
  return wanted !== undefined && timingSafeEqual(Buffer.from(wanted), Buffer.from(hashOf(token)))
}
/** Whether this link may still be used. */
export const setupTokenCounts = async (token: string): Promise<boolean> => (await setupIsOpen()) && tokenCounts(pool(), token)

async function addOwner(tx: Tx, user: NewUser): Promise<number> {
  const { id } = await addUser(tx, { ...user, role: 'owner' })
  await run(tx, 'delete from facts where name = $1', [fact])
  await audit(tx, { actor: { id }, action: 'user.create_owner', subject: `user:${id}` })
  return id
}

/** Creates the first owner for the holder of the link. It works once. */
export async function setUp(
  given: Source & { token: string; username: string; password: string; email?: string | undefined },
): Promise<SignedIn> {
  if (!(await setupTokenCounts(given.token))) throw fail('setup_closed')
  checkNewPassword(given.password, settings().passwordMinLength)
  const passwordHash = await hashPassword(given.password)
  const id = await transaction(async (tx) => {
    await alone(tx)
    if ((await hasOwner(tx)) || !(await tokenCounts(tx, given.token))) throw fail('setup_closed')
    return addOwner(tx, { username: given.username, email: given.email, passwordHash })
  })
  await refreshUser(id)
  return openSession(id, given)
}

/**
 * Creates the owner of ADMIN_USERNAME and ADMIN_PASSWORD at the first start. Once there is an owner it does nothing. Throws a sentence for
 * the operator when the variables are not usable.
 */
export async function ensureOwner(): Promise<void> {
  const { ADMIN_USERNAME: name, ADMIN_PASSWORD: password } = env()
  if (!name || !password || !(await setupIsOpen())) return
  const username = usernameRule.safeParse(name)
  if (!username.success) throw new Error('ADMIN_USERNAME: 3 to 32 letters, digits, ".", "_" or "-"')
  const least = settings().passwordMinLength
  if (password.length < least) throw new Error(`ADMIN_PASSWORD: at least ${least} characters`)
  const passwordHash = await hashPassword(password)
  const id = await transaction(async (tx) => {
    await alone(tx)
    return (await hasOwner(tx)) ? null : addOwner(tx, { username: username.data, passwordHash })
  }).catch((error: unknown) => {
    // A user who registered under this name is never made an owner: their sessions and keys are not the operator's.
    if (isAppError(error) && error.code === 'username_taken')
      throw new Error('ADMIN_USERNAME: a user of this name is there already, choose another')
    throw error
  })
  if (id !== null) await refreshUser(id)
}
