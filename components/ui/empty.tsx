import type { ReactNode } from 'react'

interface Props {
  icon?: ReactNode
  title: ReactNode
  actions?: ReactNode
  children?: ReactNode
}

/** Nothing here yet: says what will be here and gives one action. */
export function Empty({ icon, title, actions, children }: Props) {
  return (
    <div className="empty">
      {icon}
      <h2>{title}</h2>
      {children !== undefined && <p>{children}</p>}
      {actions !== undefined && <div className="acts">{actions}</div>}
    </div>
  )
}
