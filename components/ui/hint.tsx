import clsx from 'clsx'
import type { ComponentProps } from 'react'

/** A sentence that explains what stands above it. */
export function Hint({ as: Element = 'p', className, ...rest }: ComponentProps<'p'> & { as?: 'p' | 'div' | 'span' | 'small' }) {
  return <Element data-slot="hint" {...rest} className={clsx('text-[12.5px]/[19px] text-ink-2', className)} />
}
