import clsx from 'clsx'
import type { ReactNode } from 'react'

interface Props {
  className?: string
  children: ReactNode
}

/** Fields one below the other, 18 px apart. */
export const formFields = 'grid min-w-0 gap-[18px] in-data-[slot=door]:gap-3.5'

export const FormFields = ({ className, children }: Props) => <div className={clsx(formFields, className)}>{children}</div>

/** Fields that belong together, below a rule. */
export const FormGroup = ({ className, children }: Props) => (
  <div data-slot="form-group" className={clsx('border-line border-t pt-[18px]', className)}>
    {children}
  </div>
)
