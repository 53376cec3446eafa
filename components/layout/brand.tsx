'use client'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { useSite } from '@/components/ui/site-context'

export function Brand({ href = '/', children }: { href?: string; children?: ReactNode }) {
  const { siteName } = useSite()
  return (
    <Link href={href} className="brand">
      <i aria-hidden />
      {siteName}
      {children}
    </Link>
  )
}
