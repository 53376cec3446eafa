import { beforeAll, beforeEach, expect, it } from 'vitest'
import { pool } from '@/lib/db/pool'
import { transaction } from '@/lib/db/transaction'
import { createUser } from '@/lib/users/create-user'
import { freshDatabase } from '@/tests/database'
import { type Told, tell } from './tell'

let made = 0
const person = async (more: { email?: string; locale?: string } = {}) =>
  (await transaction((tx) => createUser(tx, { username: `told.${++made}`, passwordHash: 'none', ...more }))).id
const told = (facts: Partial<Told> & { userId: number }) => transaction((tx) => tell(tx, { event: 'password_changed', key: 'k', ...facts }))
const count = async () =>
  (await pool().query('select (select count(*)::int from notices) as notices, (select count(*)::int from mails) as mails')).rows[0]

beforeAll(async () => {
  await freshDatabase()
})
beforeEach(() => pool().query('delete from notices; delete from mails; delete from jobs'))

it('a user is told once of one event, however often and however many at once say so', async () => {
  const userId = await person({ email: 'one@example.edu' })
  await Promise.all(Array.from({ length: 8 }, () => told({ userId })))
  expect(await count()).toEqual({ notices: 1, mails: 1 })
  await told({ userId, key: 'another' })
  await told({ userId: await person({ email: 'two@example.edu' }) })
  expect(await count()).toEqual({ notices: 3, mails: 3 })
})

it('nobody is told of what did not happen', async () => {
  const userId = await person({ email: 'three@example.edu' })
  const undone = transaction(async (tx) => {
    await tell(tx, { userId, event: 'password_changed', key: 'k' })
    throw new Error('undone')
  })
  await expect(undone).rejects.toThrow('undone')
  expect(await count()).toEqual({ notices: 0, mails: 0 })
})

it('the mail is in the language of the user, Chinese by default, and goes to another address where one is named', async () => {
  await told({ userId: await person({ email: 'zh@example.edu' }) })
  await told({ userId: await person({ email: 'en@example.edu', locale: 'en' }) })
  await told({ userId: await person(), to: 'lab@example.edu' })
  await told({ userId: await person() }) // has no address
  const { rows } = await pool().query('select recipient, locale, state from mails order by id')
  expect(rows).toEqual([
    { recipient: 'zh@example.edu', locale: 'zh-CN', state: 'kept' },
    { recipient: 'en@example.edu', locale: 'en', state: 'kept' },
    { recipient: 'lab@example.edu', locale: 'zh-CN', state: 'kept' },
  ])
  expect(await count()).toMatchObject({ notices: 4 })
})

it('secrets are in no notice', async () => {
  await told({ userId: await person({ email: 'four@example.edu' }), secrets: [{ name: 'time', value: 'sk-secret' }] })
  const { rows } = await pool().query('select row_to_json(n)::text as told, row_to_json(m)::text as mail from notices n, mails m')
  expect(JSON.stringify(rows)).not.toContain('sk-secret')
})

it('an address that nobody has proved gets some mails a day, one that is the user’s own gets all', async () => {
  const userId = await person({ email: 'stranger@example.edu' })
  for (let turn = 0; turn < 25; turn++) await told({ userId, key: `first ${turn}` })
  expect(await count()).toEqual({ notices: 25, mails: 20 })
  await pool().query('update users set email_verified_at = now() where id = $1', [userId])
  for (let turn = 0; turn < 5; turn++) await told({ userId, key: `then ${turn}` })
  expect(await count()).toEqual({ notices: 30, mails: 25 })
})
