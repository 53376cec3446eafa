import { type ReactNode, useId } from 'react'
import { Card } from '@/components/ui/card'
import { Hint } from '@/components/ui/hint'

interface Props {
  title: string
  /** one sentence on what it is about */
  what: string
  padded?: boolean
  /** by which a link leads here */
  anchor?: string
  children: ReactNode
}

/** A part of the settings: its name and purpose at the left, its controls at the right. */
export function Part({ title, what, padded = true, anchor, children }: Props) {
  const id = useId()
  return (
    <section
      id={anchor}
      className="grid scroll-mt-17 grid-cols-[minmax(180px,300px)_minmax(0,620px)] items-start gap-x-10 gap-y-3 border-line pt-5 pb-1 not-first-of-type:border-t max-[1000px]:grid-cols-1"
      aria-labelledby={id}
    >
      <div>
        <h2 id={id} className="mb-0.5 text-[15px]">
          {title}
        </h2>
        <Hint>{what}</Hint>
      </div>
      <Card padded={padded}>{children}</Card>
    </section>
  )
}
