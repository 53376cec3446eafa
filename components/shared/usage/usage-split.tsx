import type { ReactNode } from 'react'

/** A chart and the table that is its legend: side by side, or one below the other where there is no room. */
export const UsageSplit = ({ chart, table }: { chart: ReactNode; table: ReactNode }) => (
  <div className="grid grid-cols-[minmax(0,1.2fr)_minmax(0,1fr)] max-[1000px]:grid-cols-1">
    <div className="border-line border-r px-3 pt-3 pb-2 max-[1000px]:border-r-0 max-[1000px]:border-b">{chart}</div>
    <div className="min-w-0 overflow-x-auto">{table}</div>
  </div>
)
