import type { ReactNode } from 'react'

/** One row: search, facets, then what stands at the far right (columns). Scrolls sideways on phones. */
export function Filters({ aside, children }: { aside?: ReactNode; children: ReactNode }) {
  return (
    <search className="filters">
      {children}
      {aside !== undefined && <span className="ml-auto flex flex-none gap-1">{aside}</span>}
    </search>
  )
}
