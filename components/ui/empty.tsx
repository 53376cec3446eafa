import type { ReactNode } from 'react'

interface Props {
  icon?: ReactNode
  title: ReactNode
  /** h1 where it is all that the page says */
  heading?: 'h1' | 'h2'
  actions?: ReactNode
  /** below the actions, such as the id of a request */
  foot?: ReactNode
  role?: 'alert'
  children?: ReactNode
}

/** Says what will be here, and offers one action. */
export function Empty({ icon, title, heading: Heading = 'h2', actions, foot, role, children }: Props) {
  return (
    <div
      data-slot="empty"
      role={role}
      className="grid justify-items-center gap-1 px-6 py-12 text-center text-ink-3 [&>svg]:mb-2 [&>svg]:size-7"
    >
      {icon}
      <Heading className="text-ink">{title}</Heading>
      {children !== undefined && <p className="max-w-[34em] text-balance text-ink-2">{children}</p>}
      {actions !== undefined && <div className="mt-3 flex flex-wrap justify-center gap-2 text-ink">{actions}</div>}
      {foot}
    </div>
  )
}
