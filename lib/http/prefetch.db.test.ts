import { beforeAll, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { GET as getGroups } from '@/app/api/admin/groups/route'
import { GET as getConversation } from '@/app/api/conversations/[id]/route'
import { POST as createKey, GET as getKeys } from '@/app/api/keys/route'
import { GET as getMe } from '@/app/api/me/route'
import { sessionCookie } from '@/lib/auth/cookie'
import { currentUser } from '@/lib/auth/current-user'
import { catalogReady } from '@/lib/catalog/catalog'
import { bootPortal, call, closePortalAfterwards, newUser, type TestUser } from '@/tests/portal'
import { prefetch } from './prefetch'
import { route } from './route'

const pages = await vi.hoisted(async () => new (await import('node:async_hooks')).AsyncLocalStorage<Headers>())
vi.mock('next/headers', async () => {
  const { NextRequest } = await import('next/server')
  const headers = async () => pages.getStore() ?? new Headers()
  return { headers, cookies: async () => new NextRequest('http://portal.test', { headers: await headers() }).cookies }
})

const sessionOf = ({ token }: TestUser) => ({ cookie: `${sessionCookie().name}=${token}` })
/** What a page brings that is asked for with these headers. */
const brings = (headers: Record<string, string>, ...wanted: Parameters<typeof prefetch>) =>
  pages.run(new Headers({ host: 'portal.test', ...headers }), () => prefetch(...wanted))
/** The data of such a page, those that follow as well. What fails after all counts as left out. */
async function dataOf(...given: Parameters<typeof brings>): Promise<unknown[]> {
  const { queries = [] } = (await brings(...given)) ?? {}
  const data = await Promise.all(queries.map(({ state, promise }) => state.data ?? promise?.catch(() => undefined)))
  return data.filter((one) => one !== undefined)
}
const query = (address: string, initialPageParam?: unknown) => ({
  queryKey: [address],
  queryFn: { address: (cursor: unknown) => (cursor ? `${address}&cursor=${cursor}` : address) },
  initialPageParam,
})
const keys = query('/api/keys?limit=100', '')
const me = query('/api/me')

let reader: TestUser
let other: TestUser
beforeAll(async () => {
  await bootPortal()
  await catalogReady()
  reader = await newUser()
  other = await newUser()
  for (const { user, token } of [reader, other]) await call(createKey, { token, body: { name: `of ${user.username}` } })
})
closePortalAfterwards()

it('a page brings what its route answers to the same user, and nobody else’s', async () => {
  for (const user of [reader, other]) {
    const { json } = await call(getKeys, { token: user.token })
    expect(json.keys.map(({ name }: { name: string }) => name)).toEqual([`of ${user.user.username}`])
    expect(await dataOf(sessionOf(user), [keys, getKeys])).toEqual([{ pages: [json], pageParams: [''] }])
  }
})

it('pages that are asked for at the same time do not mix', async () => {
  const askers = [reader, other, reader, other]
  const answers = await Promise.all(askers.map((user) => dataOf(sessionOf(user), [me, getMe])))
  expect(answers).toMatchObject(askers.map(({ user: { username } }) => [{ user: { username } }]))
})

it('the page is the cookie’s user’s, whatever else was sent', async () => {
  const headers = { ...sessionOf(reader), authorization: `Bearer ${other.token}` }
  expect(await dataOf(headers, [me, getMe])).toMatchObject([{ user: { username: reader.user.username } }])
})

it('the page and its data are of one user where two cookies have the name of the session', async () => {
  const cookie = `${sessionOf(other).cookie}; locale=en; ${sessionOf(reader).cookie}`
  expect(await pages.run(new Headers({ cookie }), currentUser)).toMatchObject({ username: reader.user.username })
  expect(await dataOf({ cookie }, [me, getMe])).toMatchObject([{ user: { username: reader.user.username } }])
})

it('a visitor’s page asks for nothing', async () => {
  const run = vi.fn(async () => ({}))
  const open = route({ who: 'anyone', answer: z.any(), run })
  expect(await brings({}, [query('/api/open'), open])).toBeUndefined()
  const wrong = { cookie: `${sessionCookie().name}=made.up`, authorization: `Bearer ${reader.token}` }
  expect(await brings(wrong, [query('/api/open'), open])).toBeUndefined()
  expect(run).not.toHaveBeenCalled()
  expect(await brings(sessionOf(reader), [query('/api/open'), open])).toBeDefined()
  expect(run).toHaveBeenCalledOnce()
})

it('what is refused, wrong or broken is left out, and the rest stays', async () => {
  const broken = route({ who: 'user', answer: z.any(), run: () => Promise.reject(new Error('boom')) })
  const data = await dataOf(
    sessionOf(reader),
    [query('/api/admin/groups'), getGroups],
    [query('/api/keys?limit=wrong'), getKeys],
    [query('/api/conversations/1'), getConversation, { id: 'conv_of_nobody' }],
    [query('/api/broken'), broken],
    false,
    [me, getMe],
  )
  expect(data).toEqual([expect.objectContaining({ user: expect.anything() })])
})

it('a page does not wait for what is slow, which follows as a promise', async () => {
  const { promise, resolve } = Promise.withResolvers<object>()
  const slow = route({ who: 'user', answer: z.any(), run: () => promise })
  const [sent] = (await brings(sessionOf(reader), [query('/api/slow'), slow]))?.queries ?? []
  expect(sent?.state.status).toBe('pending')
  resolve({ late: true })
  expect(await sent?.promise).toEqual({ late: true })
})
