import type { ReactNode } from 'react'

/** The heading of a section: its name, and after it what the section is for. */
export const Named = ({ name, children }: { name: string; children?: ReactNode }) => (
  <span>
    <b className="font-semibold text-ink">{name}</b> {children}
  </span>
)
