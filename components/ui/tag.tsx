import clsx from 'clsx'
import type { ReactNode } from 'react'

export type Tone = 'accent' | 'ok' | 'warn' | 'bad' | 'info'

export function Tag({ tone, className, children }: { tone?: Tone; className?: string; children: ReactNode }) {
  return <span className={clsx('tag', tone && `tag-${tone}`, className)}>{children}</span>
}
