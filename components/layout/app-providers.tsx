'use client'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import { type ReactNode, useState } from 'react'
import { ConfirmProvider } from '@/components/ui/confirm'
import { isApiError } from '@/lib/queries/fetcher'
import { meQuery } from '@/lib/queries/me'
import type { Me } from '@/lib/users/schema'

// Nothing is reported before a page works.
const Toaster = dynamic(() => import('sonner').then((parts) => parts.Toaster), { ssr: false })

// A refusal (4xx) is not repeated. Only a server that cannot be reached is asked again.
const retry = (failures: number, error: unknown) => failures < 2 && isApiError(error) && (error.status === 0 || error.status >= 500)

/** The providers of interactive pages. The start page does not load them, so that it stays small. */
export function AppProviders({ me, children }: { me?: Me; children: ReactNode }) {
  const [client] = useState(() => {
    const made = new QueryClient({ defaultOptions: { queries: { retry, staleTime: 10_000, refetchOnWindowFocus: true } } })
    if (me) made.setQueryData(meQuery.queryKey, me)
    return made
  })
  return (
    <NuqsAdapter>
      <QueryClientProvider client={client}>
        <ConfirmProvider>{children}</ConfirmProvider>
        <Toaster position="bottom-right" style={{ fontFamily: 'inherit' }} />
      </QueryClientProvider>
    </NuqsAdapter>
  )
}
