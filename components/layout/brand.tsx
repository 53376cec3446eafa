'use client'
import clsx from 'clsx'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { useSite } from '@/components/ui/site-context'

export function Brand({ href = '/', className, children }: { href?: string; className?: string; children?: ReactNode }) {
  const { siteName } = useSite()
  return (
    <Link
      href={href}
      prefetch={false}
      className={clsx(
        'flex items-center gap-[9px] rounded-sm px-2 py-1 text-[15px] font-semibold tracking-[0.01em] folded:justify-center folded:px-0',
        className,
      )}
    >
      <span className="grid size-5.5 flex-none place-items-center rounded-sm bg-accent" aria-hidden>
        <span className="size-2.5 rounded-t-sm border-2 border-b-0 border-accent-ink" />
      </span>
      <span className="folded:sr-only">{siteName}</span>
      {children}
    </Link>
  )
}
