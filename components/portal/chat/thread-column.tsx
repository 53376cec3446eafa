import clsx from 'clsx'
import type { ComponentProps } from 'react'

/** The reading column of 720 px. */
export function ThreadColumn({ className, ...rest }: ComponentProps<'div'>) {
  return <div {...rest} className={clsx('mx-auto flex w-full max-w-192 flex-col px-6 phone:px-4', className)} />
}
