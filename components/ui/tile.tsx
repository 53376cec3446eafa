import type { ReactNode } from 'react'

export const Tiles = ({ children }: { children: ReactNode }) => <dl className="tiles">{children}</dl>

export function Tile({ label, unit, sub, children }: { label: ReactNode; unit?: ReactNode; sub?: ReactNode; children: ReactNode }) {
  return (
    <div className="tile">
      <dt>{label}</dt>
      <dd className="figure">
        {children}
        {unit !== undefined && <span className="unit">{unit}</span>}
      </dd>
      {sub !== undefined && <dd className="sub">{sub}</dd>}
    </div>
  )
}
