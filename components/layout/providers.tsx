'use client'
import { Tooltip } from '@base-ui/react/tooltip'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { ThemeProvider } from 'next-themes'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import { type ReactNode, useState } from 'react'
import { Toaster } from 'sonner'
import { isApiError } from '@/lib/queries/fetcher'

// Refusals (4xx) stay refusals; only a server that is away is asked again.
const retry = (failures: number, error: unknown) => failures < 2 && isApiError(error) && (error.status === 0 || error.status >= 500)

export function Providers({ nonce, children }: { nonce?: string | undefined; children: ReactNode }) {
  const [client] = useState(
    () => new QueryClient({ defaultOptions: { queries: { retry, staleTime: 10_000, refetchOnWindowFocus: true } } }),
  )
  return (
    <ThemeProvider attribute="data-theme" defaultTheme="system" enableSystem disableTransitionOnChange nonce={nonce ?? ''}>
      <NuqsAdapter>
        <QueryClientProvider client={client}>
          <Tooltip.Provider delay={400}>{children}</Tooltip.Provider>
        </QueryClientProvider>
      </NuqsAdapter>
      <Toaster position="bottom-right" />
    </ThemeProvider>
  )
}
