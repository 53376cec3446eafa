import clsx from 'clsx'
import type { ComponentProps, ReactNode } from 'react'

interface Props extends Omit<ComponentProps<'section'>, 'title'> {
  title?: ReactNode
  /** right side of the head */
  aside?: ReactNode
  /** false when the content brings its own padding, such as a table */
  padded?: boolean
}

/** A framed part of a page. */
export function Card({ title, aside, padded = true, className, children, ...rest }: Props) {
  return (
    <section data-slot="card" {...rest} className={clsx('min-w-0 rounded-md border border-line bg-surface', className)}>
      {(title !== undefined || aside !== undefined) && (
        <CardHead>
          {title !== undefined && <h2>{title}</h2>}
          {aside !== undefined && <div className="ml-auto flex items-center gap-2 text-[13px]">{aside}</div>}
        </CardHead>
      )}
      {padded ? <div className="p-4">{children}</div> : children}
    </section>
  )
}

/** The head of a card, for those that hold more than a title. */
export const CardHead = ({ children }: { children: ReactNode }) => (
  <div data-slot="card-head" className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-2 border-line border-b px-4 py-2">
    {children}
  </div>
)
