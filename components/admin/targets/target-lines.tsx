import type { ReactNode } from 'react'

/** The frame of a list of `TargetRow`s. */
export const TargetLines = ({ children }: { children: ReactNode }) => (
  <ul className="divide-y divide-line rounded-md border border-line text-[13px]">{children}</ul>
)
