import { cva } from 'class-variance-authority'
import { Check } from 'lucide-react'
import type { ReactNode } from 'react'

const markVariants = cva('grid size-5 flex-none place-items-center rounded-full text-[12px] not-italic', {
  variants: {
    look: {
      open: 'text-accent-text inset-ring-[1.5px] inset-ring-accent',
      done: 'bg-accent text-accent-ink',
      quiet: 'bg-sunken text-ink-2 inset-ring inset-ring-line',
    },
  },
})

/** A number, or a check mark, in a circle. */
export const Mark = ({ look, children }: { look: 'open' | 'done' | 'quiet'; children: ReactNode }) => (
  <i className={markVariants({ look })} aria-hidden>
    {children}
  </i>
)

/** Things to do in their order. */
export const StepList = ({ children }: { children: ReactNode }) => <ol data-slot="steps">{children}</ol>

const stepVariants = cva('flex gap-3 px-4 py-2.5', {
  variants: { next: { true: 'bg-accent-soft shadow-[inset_2px_0_var(--accent)]' } },
})

interface StepItemProps {
  number: number
  title: ReactNode
  /** how it is done, or that it is done */
  hint: ReactNode
  done: boolean
  /** the one to do now is marked */
  next?: boolean
  /** at the right, such as a button */
  action?: ReactNode
}

export function StepItem({ number, title, hint, done, next, action }: StepItemProps) {
  return (
    <li data-slot="step" data-done={done} className={stepVariants({ next })}>
      <span className="pt-px">
        <Mark look={done ? 'done' : 'open'}>{done ? <Check className="size-3 stroke-[2.4]" /> : number}</Mark>
      </span>
      <div className="min-w-0 flex-1">
        <b className="block font-medium">{title}</b>
        <small className="text-[12.5px] text-ink-2">{hint}</small>
      </div>
      {action !== undefined && <div className="flex-none self-center">{action}</div>}
    </li>
  )
}
