import clsx from 'clsx'
import type { ReactNode } from 'react'

interface Props {
  title?: ReactNode
  /** right side of the head */
  aside?: ReactNode
  /** false when the content brings its own padding, such as a table */
  padded?: boolean
  className?: string
  children: ReactNode
}

export function Card({ title, aside, padded = true, className, children }: Props) {
  return (
    <section className={clsx('card', className)}>
      {(title !== undefined || aside !== undefined) && (
        <div className="card-head">
          {title !== undefined && <h2>{title}</h2>}
          {aside !== undefined && <div className="ml-auto flex items-center gap-2 text-[13px]">{aside}</div>}
        </div>
      )}
      {padded ? <div className="card-body">{children}</div> : children}
    </section>
  )
}
