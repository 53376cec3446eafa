import type { ReactNode } from 'react'
import { Shell } from '@/components/layout/shell'

export default function PortalLayout({ children }: { children: ReactNode }) {
  return <Shell area="portal">{children}</Shell>
}
