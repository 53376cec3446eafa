'use client'
import { type DehydratedState, HydrationBoundary, hydrate, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useLayoutEffect, useMemo } from 'react'
import { useMounted } from '@/components/ui/use-mounted'

interface Props {
  data: DehydratedState | undefined
  children: ReactNode
}

/** Gives the queries of a page the data that its server page has read (lib/http/prefetch.ts). */
export function Prefetched({ data, children }: Props) {
  const client = useQueryClient()
  const mounted = useMounted()
  const state = useMemo(() => (mounted ? data : data && justRead(data)), [mounted, data])
  // Queries look in their effects whether their data are stale. A layout effect comes before, so that they do not ask once more.
  useLayoutEffect(() => {
    if (state) hydrate(client, state)
  }, [client, state])
  return <HydrationBoundary state={state}>{children}</HydrationBoundary>
}

/** Dates the data by this clock. By the server's they could be stale already, and the page would hydrate as one that is asking again. */
function justRead({ queries, ...rest }: DehydratedState): DehydratedState {
  const now = Date.now()
  const dated = queries.map(({ state, ...query }) => ({
    ...query,
    dehydratedAt: now,
    state: { ...state, dataUpdatedAt: state.data === undefined ? 0 : now },
  }))
  return { ...rest, queries: dated }
}
