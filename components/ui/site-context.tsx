'use client'
import { createContext, type ReactNode, use } from 'react'
import type { RegistrationRule } from '@/lib/settings/names'

/** Facts about this installation that any page may need, read on the server once per request. */
export interface Site {
  siteName: string
  publicUrl: string
  currency: string
  quotaUnits: number
  timeZone: string
  passwordMinLength: number
  registration: RegistrationRule
}

const Context = createContext<Site>({
  siteName: 'Atrium',
  publicUrl: '',
  currency: 'CNY',
  quotaUnits: 500_000,
  timeZone: 'Asia/Shanghai',
  passwordMinLength: 8,
  registration: 'open',
})

export const useSite = () => use(Context)

export function SiteProvider({ site, children }: { site: Site; children: ReactNode }) {
  return <Context value={site}>{children}</Context>
}
