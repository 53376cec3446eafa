import type { ReactNode } from 'react'

/** One row: search, facets, then what stands at the far right (columns). Scrolls sideways on phones. */
export function Filters({ aside, children }: { aside?: ReactNode; children: ReactNode }) {
  return (
    <search className="flex flex-wrap items-center gap-2 phone:-mx-4 phone:w-auto phone:flex-nowrap phone:overflow-x-auto phone:px-4 phone:py-1 phone:scrollbar-none">
      {children}
      {aside !== undefined && <span className="ml-auto flex flex-none gap-1">{aside}</span>}
    </search>
  )
}
