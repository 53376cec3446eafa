import type { ReactNode } from 'react'

interface Props {
  icon?: ReactNode
  title: ReactNode
  /** h1 where it is all that the page says */
  heading?: 'h1' | 'h2'
  actions?: ReactNode
  children?: ReactNode
}

/** Says what will be here, and offers one action. */
export function Empty({ icon, title, heading: Heading = 'h2', actions, children }: Props) {
  return (
    <div className="empty">
      {icon}
      <Heading>{title}</Heading>
      {children !== undefined && <p>{children}</p>}
      {actions !== undefined && <div className="acts">{actions}</div>}
    </div>
  )
}
