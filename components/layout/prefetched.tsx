'use client'
import { type DehydratedState, HydrationBoundary, hydrate, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useLayoutEffect } from 'react'

interface Props {
  data: DehydratedState | undefined
  children: ReactNode
}

/** Gives the queries of a page the data that its server page has read (lib/http/prefetch.ts). */
export function Prefetched({ data, children }: Props) {
  const client = useQueryClient()
  const arrival = data && arrivalOf(data)
  const state = arrival?.state
  useEffect(() => arrival?.hydrated.resolve(), [arrival])
  // Queries look in their effects whether their data are stale. A layout effect comes before, so that they do not ask once more.
  useLayoutEffect(() => {
    if (state) hydrate(client, state)
  }, [client, state])
  return <HydrationBoundary state={state}>{children}</HydrationBoundary>
}

interface Arrival {
  state: DehydratedState
  hydrated: PromiseWithResolvers<void>
}
const arrivals = new WeakMap<DehydratedState, Arrival>()

/**
 * The data as the server rendered the page with them, so that hydration renders the same. They are dated by this clock and by their
 * arrival: by the server's clock they could be stale already, and a page that one comes back to must not put old data over new. What
 * comes after the page waits until it is hydrated.
 */
function arrivalOf(data: DehydratedState): Arrival {
  const known = arrivals.get(data)
  if (known) return known
  const now = Date.now()
  const hydrated = Promise.withResolvers<void>()
  const queries = data.queries.map(({ state, promise, ...query }) => ({
    ...query,
    dehydratedAt: now,
    state: { ...state, dataUpdatedAt: state.data === undefined ? 0 : now },
    ...(promise && { promise: hydrated.promise.then(() => promise) }),
  }))
  const arrival = { state: { ...data, queries }, hydrated }
  arrivals.set(data, arrival)
  return arrival
}
