import type { ReactNode } from 'react'
import { Centred } from './centred'

/** A part of the start page, ruled off from the one above. */
export const Band = ({ className, children }: { className?: string; children: ReactNode }) => (
  <section className="border-t border-line py-12 phone:py-8">
    <Centred className={className}>{children}</Centred>
  </section>
)

export const BandHead = ({ title, children }: { title: string; children?: ReactNode }) => (
  <div className="mb-5 flex flex-wrap items-baseline gap-x-3 gap-y-0.5">
    <h2 className="text-[20px]/[1.4]">{title}</h2>
    {children !== undefined && <p className="text-[13px] text-ink-2">{children}</p>}
  </div>
)
