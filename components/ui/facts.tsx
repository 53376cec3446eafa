import clsx from 'clsx'
import type { ReactNode } from 'react'

/** Names and values in two columns. */
export const Facts = ({ className, children }: { className?: string; children: ReactNode }) => (
  <dl data-slot="facts" className={clsx('grid grid-cols-[minmax(84px,auto)_minmax(0,1fr)] gap-x-3 gap-y-1.5 text-[13px]/5.5', className)}>
    {children}
  </dl>
)

export const Fact = ({ term, children }: { term: ReactNode; children: ReactNode }) => (
  <>
    <dt className="text-ink-2">{term}</dt>
    <dd className="wrap-anywhere min-w-0">{children}</dd>
  </>
)
