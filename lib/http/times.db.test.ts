import { beforeAll, expect, it } from 'vitest'
import { GET as announcements } from '@/app/api/announcements/route'
import { GET as notices } from '@/app/api/notifications/route'
import { GET as shares } from '@/app/api/superbuddy/share/route'
import { GET as entries } from '@/app/api/wallet/entries/route'
import type { Handler } from '@/lib/http/route'
import { writeCursor } from '@/lib/paging'
import { bootPortal, call, closePortalAfterwards, newUser, type TestUser } from '@/tests/portal'

let user: TestUser
beforeAll(async () => {
  await bootPortal()
  user = await newUser()
})
closePortalAfterwards()

const never = '0000-01-01T00:00:00Z'
it.each<[string, Handler, Record<string, string>]>([
  ['a cursor of notices', notices, { cursor: writeCursor([never, 'x']) }],
  ['a cursor of announcements', announcements, { cursor: writeCursor(['true', never, 'x']) }],
  ['a cursor of shares, which Prisma reads', shares, { cursor: writeCursor([never, 'x']) }],
  ['a day', entries, { day: '0000-01-01' }],
])('the year 0, in %s, is refused like any other wrong time', async (_, handler, query) => {
  expect(await call(handler, { token: user.token, query })).toMatchObject({ status: 400, json: { error: { code: 'invalid_request' } } })
})
