import 'server-only'
import { type DehydratedState, dehydrate, QueryClient, type QueryKey } from '@tanstack/react-query'
import { cookies, headers } from 'next/headers'
import { sessionCookie } from '@/lib/auth/cookie'
import { currentUser } from '@/lib/auth/current-user'
import type { Handler } from './route'

/** The options of a query, whose function carries the address that it reads (`reads` in lib/queries). */
interface Query {
  queryKey: QueryKey
  queryFn?: unknown
  /** Only lists have it. */
  initialPageParam?: unknown
}
/** A query and the route that answers it; `false` stands for a query that this page does not need now. */
type Wanted = readonly [query: Query, answers: Handler, params?: Record<string, string>] | false

/** How long a page waits for its data, in milliseconds. What is not there by then is streamed after the page. */
const patience = 150

/**
 * Reads what the queries of a page will ask for, for the user who requests the page. Each is answered by the route that answers the
 * browser, so that authorisation, checks, rates and shape are the same. What is refused or fails is left out, and the browser asks again.
 * Undefined for a visitor.
 */
export async function prefetch(...wanted: Wanted[]): Promise<DehydratedState | undefined> {
  if (!(await currentUser())) return undefined
  const asker = await askerOf()
  const client = new QueryClient()
  const reading = Promise.all(wanted.map((one) => one && read(client, asker, one)))
  const { promise: late, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, patience)
  await Promise.race([reading, late])
  clearTimeout(timer)
  return dehydrate(client, { shouldDehydrateQuery: ({ state }) => state.status !== 'error' })
}

/**
 * The headers of the page's request. The page is the cookie's user's, whatever else was sent: of two cookies of one name, which another site
 * of the same domain can set, Next reads the last and routes read the first.
 */
async function askerOf(): Promise<Headers> {
  const asker = new Headers(await headers())
  const { name } = sessionCookie()
  const session = (await cookies()).get(name)?.value ?? ''
  asker.set('cookie', `${name}=${encodeURIComponent(session)}; ${asker.get('cookie')}`)
  asker.delete('authorization')
  return asker
}

function read(
  client: QueryClient,
  asker: Headers,
  [{ queryKey, queryFn, initialPageParam }, answers, params = {}]: Exclude<Wanted, false>,
) {
  const { address } = queryFn as { address(cursor: unknown): string }
  const answer = async (cursor?: unknown): Promise<unknown> => {
    const request = new Request(new URL(address(cursor), 'http://localhost'), { headers: asker })
    const response = await answers(request, { params: Promise.resolve(params) })
    if (!response.ok) throw new Error(`${response.status}`)
    return response.json()
  }
  return initialPageParam === undefined
    ? client.prefetchQuery({ queryKey, queryFn: () => answer() })
    : client.prefetchInfiniteQuery({ queryKey, initialPageParam, queryFn: ({ pageParam }) => answer(pageParam) })
}
