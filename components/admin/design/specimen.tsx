'use client'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'

/** A component in one state, below the state's name. */
export function Specimen({ state, children }: { state: string; children: ReactNode }) {
  const t = useTranslations('adminDesign')
  return (
    <div className="grid min-w-0 content-start gap-1.5">
      <small className="text-[12px]/4 text-ink-2">{t(state)}</small>
      <div className="flex min-w-0 flex-wrap items-center gap-2">{children}</div>
    </div>
  )
}

/** Like `Specimen`, for what is as wide as its place. */
export function WideSpecimen({ state, children }: { state: string; children: ReactNode }) {
  const t = useTranslations('adminDesign')
  return (
    <div className="grid min-w-0 content-start gap-1.5">
      <small className="text-[12px]/4 text-ink-2">{t(state)}</small>
      {children}
    </div>
  )
}

/** Two specimens beside each other. */
export const Pair = ({ children }: { children: ReactNode }) => (
  <div className="grid grid-cols-2 gap-x-3 gap-y-4 phone:grid-cols-1">{children}</div>
)
