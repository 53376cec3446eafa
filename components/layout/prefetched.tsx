'use client'
import { type DehydratedState, HydrationBoundary, hydrate, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useLayoutEffect, useState } from 'react'
import { useMounted } from '@/components/ui/use-mounted'

interface Props {
  data: DehydratedState | undefined
  children: ReactNode
}

/** Gives the queries of a page the data that its server page has read (lib/http/prefetch.ts). */
export function Prefetched({ data, children }: Props) {
  const client = useQueryClient()
  const mounted = useMounted()
  const [hydrated] = useState(() => Promise.withResolvers<void>())
  const [first] = useState(() => ({ data, state: mounted ? data : data && asRendered(data, hydrated.promise) }))
  const state = data === first.data ? first.state : data
  useEffect(() => hydrated.resolve(), [hydrated])
  // Queries look in their effects whether their data are stale. A layout effect comes before, so that they do not ask once more.
  useLayoutEffect(() => {
    if (state) hydrate(client, state)
  }, [client, state])
  return <HydrationBoundary state={state}>{children}</HydrationBoundary>
}

/**
 * The data as the server rendered the page with them, so that hydration renders the same. They are dated by this clock: by the server's
 * they could be stale already, and the page would show that it is asking again. What came after the page waits until it is hydrated.
 */
function asRendered({ queries, ...rest }: DehydratedState, hydrated: Promise<void>): DehydratedState {
  const now = Date.now()
  const dated = queries.map(({ state, promise, ...query }) => ({
    ...query,
    dehydratedAt: now,
    state: { ...state, dataUpdatedAt: state.data === undefined ? 0 : now },
    ...(promise && { promise: hydrated.then(() => promise) }),
  }))
  return { ...rest, queries: dated }
}
