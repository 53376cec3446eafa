import clsx from 'clsx'
import type { ReactNode } from 'react'

/** The middle of a public page. */
export const Centred = ({ className, children }: { className?: string; children: ReactNode }) => (
  <div className={clsx('mx-auto max-w-290 px-6 phone:px-4', className)}>{children}</div>
)
