'use client'
import clsx from 'clsx'
import type { ComponentProps, ReactNode } from 'react'

interface Ends {
  /** text or icon inside the border, before and after the value */
  before?: ReactNode
  after?: ReactNode
}

export function Input({ before, after, className, ...rest }: ComponentProps<'input'> & Ends) {
  if (before === undefined && after === undefined) return <input {...rest} className={clsx('input', className)} />
  return (
    <div className={clsx('input', className)} data-disabled={rest.disabled || undefined}>
      {before !== undefined && <span className="unit">{before}</span>}
      <input {...rest} />
      {after !== undefined && <span className="unit">{after}</span>}
    </div>
  )
}

export function Textarea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea {...rest} className={clsx('input', className)} />
}
