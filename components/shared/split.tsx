import type { ReactNode } from 'react'

/** Two cards side by side, the first twice as wide; one below the other where there is no room. */
export const Split = ({ children }: { children: ReactNode }) => (
  <div className="grid grid-cols-[minmax(0,2fr)_minmax(0,1fr)] items-start gap-4 max-[1000px]:grid-cols-1">{children}</div>
)
