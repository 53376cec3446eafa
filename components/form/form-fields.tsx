import type { ReactNode } from 'react'

/** Fields one below the other, 18 px apart. */
export const formFields = 'grid min-w-0 gap-4.5 in-data-[slot=door]:gap-3.5'

export const FormFields = ({ children }: { children: ReactNode }) => <div className={formFields}>{children}</div>

/** Fields that belong together, below a rule. */
export const FormGroup = ({ children }: { children: ReactNode }) => (
  <div data-slot="form-group" className="border-line border-t pt-4.5">
    {children}
  </div>
)
