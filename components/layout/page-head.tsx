import type { ReactNode } from 'react'

interface Props {
  title: ReactNode
  /** such as "4 keys" */
  count?: ReactNode
  description?: ReactNode
  actions?: ReactNode
}

export function PageHead({ title, count, description, actions }: Props) {
  return (
    <div className="head">
      <div className="min-w-0">
        <h1>
          {title}
          {count !== undefined && <span className="count">{count}</span>}
        </h1>
        {description !== undefined && <p>{description}</p>}
      </div>
      {actions !== undefined && <div className="acts">{actions}</div>}
    </div>
  )
}
