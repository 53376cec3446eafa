'use client'
import { ThemeProvider } from 'next-themes'
import type { ReactNode } from 'react'

/** Light or dark, by the system or by choice. A small script sets it before the first paint. */
export function Theme({ nonce, children }: { nonce?: string | undefined; children: ReactNode }) {
  return (
    <ThemeProvider attribute="data-theme" defaultTheme="system" enableSystem disableTransitionOnChange nonce={nonce ?? ''}>
      {children}
    </ThemeProvider>
  )
}
