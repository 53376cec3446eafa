import type { ReactNode } from 'react'

export const Tiles = ({ children }: { children: ReactNode }) => (
  <dl
    data-slot="tiles"
    className="grid grid-cols-[repeat(auto-fit,minmax(180px,1fr))] gap-px overflow-hidden rounded-md border border-line bg-line phone:grid-cols-2"
  >
    {children}
  </dl>
)

export function Tile({ label, unit, sub, children }: { label: ReactNode; unit?: ReactNode; sub?: ReactNode; children: ReactNode }) {
  return (
    <div data-slot="tile" className="min-w-0 bg-surface px-4 pt-[13px] pb-3 phone:px-3.5 phone:py-[11px]">
      <dt className="text-[12.5px]/5 text-ink-2">{label}</dt>
      <dd className="font-semibold text-[22px]/7.5 tracking-[-0.015em]">
        {children}
        {unit !== undefined && <span className="ml-1 font-medium text-[14px] text-ink-2 tracking-normal">{unit}</span>}
      </dd>
      {sub !== undefined && <dd className="text-[12.5px]/5 text-ink-2">{sub}</dd>}
    </div>
  )
}
