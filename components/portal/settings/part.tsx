import { type ReactNode, useId } from 'react'

interface Props {
  title: string
  /** one sentence on what it is about */
  what: string
  padded?: boolean
  children: ReactNode
}

/** A part of the settings: its name and purpose at the left, its controls at the right. */
export function Part({ title, what, padded = true, children }: Props) {
  const id = useId()
  return (
    <section className="part" aria-labelledby={id}>
      <div>
        <h2 id={id}>{title}</h2>
        <p className="hint">{what}</p>
      </div>
      <div className="card">{padded ? <div className="card-body">{children}</div> : children}</div>
    </section>
  )
}
