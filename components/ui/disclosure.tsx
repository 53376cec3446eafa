import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'

interface Props {
  summary: ReactNode
  /** true keeps it open, undefined leaves that to the reader */
  open?: boolean | undefined
  children: ReactNode
}

/** Hides what few people need behind one quiet line. */
export function Disclosure({ summary, open, children }: Props) {
  return (
    <details data-slot="disclosure" open={open}>
      <summary className="cursor-pointer text-[13px] text-ink-2">{summary}</summary>
      <div className="mt-3">{children}</div>
    </details>
  )
}

/** A short bordered list whose lines open. */
export const Folds = ({ children }: { children: ReactNode }) => (
  <div data-slot="folds" className="divide-y divide-line overflow-hidden rounded-md border border-line">
    {children}
  </div>
)

/** One line of `Folds`. */
export function Fold({ summary, open, children }: Props) {
  return (
    <details data-slot="fold" className="group" open={open}>
      <summary
        className={
          'flex min-h-11 cursor-pointer list-none items-center gap-2 py-1.5 pr-3 pl-2 text-[13px]/5 hover:bg-sunken ' +
          'group-first:rounded-t-[7px] group-[:last-child:not([open])]:rounded-b-[7px] ' +
          'focus-visible:shadow-inside [&::-webkit-details-marker]:hidden'
        }
      >
        <ChevronRight aria-hidden className="size-4 flex-none text-ink-2 group-open:rotate-90" />
        {summary}
      </summary>
      <div className="border-line border-t">{children}</div>
    </details>
  )
}
