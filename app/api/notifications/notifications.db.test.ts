import { beforeAll, beforeEach, expect, it } from 'vitest'
import { GET as me } from '@/app/api/me/route'
import { pool } from '@/lib/db/pool'
import { transaction } from '@/lib/db/transaction'
import { tell } from '@/lib/notices/tell'
import { bootPortal, call, closePortalAfterwards, newUser, type TestUser } from '@/tests/portal'
import { POST as readNotices } from './read/route'
import { GET as notices } from './route'

closePortalAfterwards()
let ann: TestUser
let bob: TestUser
beforeAll(async () => {
  await bootPortal()
  ;[ann, bob] = [await newUser(), await newUser()]
})
beforeEach(() => pool().query('delete from notices'))

const told = ({ user }: TestUser, key: string) =>
  transaction((tx) =>
    tell(tx, { userId: user.id, event: 'email_changed', values: { email: `${key}@example.edu` }, href: '/settings', key }),
  )
const list = async ({ token }: TestUser, query = {}, headers: Record<string, string> = {}) =>
  (await call(notices, { token, query, headers })).json

it('a user reads their own notices, newest first, page by page, in the language that is asked for', async () => {
  for (const key of ['a', 'b', 'c']) await told(ann, key)
  await told(bob, 'd')
  const first = await list(ann, { limit: 2 }, { 'accept-language': 'zh-CN' })
  expect(first).toMatchObject({ unread: 3, notices: [{ body: expect.stringContaining('c@example.edu') }, {}] })
  expect(first.notices[0]).toMatchObject({ event: 'email_changed', title: '邮箱已修改', href: '/settings', read: false })
  expect(first.notices[0].body).toContain('你的 Atrium 账号邮箱')
  const rest = await list(ann, { limit: 2, cursor: first.nextCursor }, { 'accept-language': 'en' })
  expect(rest).toMatchObject({ nextCursor: null, notices: [{ title: 'Your e-mail address was changed' }] })
  expect(rest.notices[0].body).toContain('a@example.edu')
})

it('notices told in one moment are all listed', async () => {
  for (const key of ['a', 'b', 'c', 'd', 'e']) await told(ann, key)
  await pool().query('update notices set created_at = now()')
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page = await list(ann, { limit: 2, ...(cursor && { cursor }) })
    seen.push(...page.notices.map(({ id }: { id: string }) => id))
    cursor = page.nextCursor
  } while (cursor)
  expect(new Set(seen).size).toBe(5)
})

it('reading one or all lowers the count, and never that of somebody else', async () => {
  for (const key of ['a', 'b', 'c']) await told(ann, key)
  await told(bob, 'd')
  expect((await call(me, { token: ann.token })).json.unread).toBe(3)
  const { notices: all } = await list(ann)
  expect((await call(readNotices, { token: ann.token, body: { ids: [all[0].id] } })).json).toEqual({ unread: 2 })
  expect((await call(readNotices, { token: bob.token, body: { ids: [all[1].id] } })).json).toEqual({ unread: 1 })
  expect((await list(ann)).notices.map(({ read }: { read: boolean }) => read)).toEqual([true, false, false])
  expect((await call(readNotices, { token: ann.token, body: {} })).json).toEqual({ unread: 0 })
  expect((await call(me, { token: bob.token })).json.unread).toBe(1)
})

it('a notice whose event is gone is still listed', async () => {
  await told(ann, 'a')
  await pool().query("update notices set event = 'of_old'")
  expect((await list(ann)).notices).toMatchObject([{ title: 'of_old', body: '' }])
})
