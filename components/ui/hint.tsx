import clsx from 'clsx'
import { CircleCheck } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'

/** A sentence that explains what stands above it. */
export function Hint({ as: Element = 'p', className, ...rest }: ComponentProps<'p'> & { as?: 'p' | 'div' | 'span' | 'small' }) {
  return <Element data-slot="hint" {...rest} className={clsx('text-[12.5px]/[19px] text-ink-2', className)} />
}

/** A line that says that all is well. */
export const Okay = ({ children }: { children: ReactNode }) => (
  <p data-slot="okay" className="flex gap-1.5 text-[12.5px]/[19px] text-ok-text [&>svg]:mt-[2.5px] [&>svg]:size-3.5 [&>svg]:flex-none">
    <CircleCheck aria-hidden />
    <span>{children}</span>
  </p>
)
