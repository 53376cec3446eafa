import clsx from 'clsx'
import type { ReactNode } from 'react'

/** The line that a door stands on. */
export const Ground = ({ className, role, children }: { className?: string; role?: 'alert'; children: ReactNode }) => (
  <main
    role={role}
    className={clsx('flex items-end justify-center overflow-clip border-b border-line-strong px-6 pt-10 phone:px-5 phone:pt-7', className)}
  >
    {children}
  </main>
)
