import type { ReactNode } from 'react'
import { Doors } from '@/components/auth/doors'
import { AreaMessages } from '@/components/layout/area-messages'

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <AreaMessages areas={['auth']}>
      <Doors>{children}</Doors>
    </AreaMessages>
  )
}
