import clsx from 'clsx'
import { CircleAlert } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'

/** What is wrong with a field, below it. `icon` where it stands for more than one field. */
export function FieldError({ icon, className, children, ...rest }: ComponentProps<'p'> & { icon?: ReactNode }) {
  return (
    <p
      data-slot="field-error"
      {...rest}
      className={clsx('flex gap-1.5 text-[12.5px]/[19px] text-bad-text [&>svg]:mt-[2.5px] [&>svg]:size-3.5 [&>svg]:flex-none', className)}
    >
      {icon ?? <CircleAlert aria-hidden />}
      <span>{children}</span>
    </p>
  )
}
