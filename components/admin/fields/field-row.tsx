import clsx from 'clsx'
import type { ReactNode } from 'react'

const wide = { 2: 'grid-cols-2', 3: 'grid-cols-3' }
const narrow = { 1: 'phone:grid-cols-1', 2: 'phone:grid-cols-2', 3: undefined }

/** Fields side by side, below each other on a phone unless `onPhone` says how many fit. */
export const FieldRow = ({ columns = 2, onPhone = 1, children }: { columns?: 2 | 3; onPhone?: 1 | 2 | 3; children: ReactNode }) => (
  <div className={clsx('grid gap-3', wide[columns], onPhone !== columns && narrow[onPhone])}>{children}</div>
)
