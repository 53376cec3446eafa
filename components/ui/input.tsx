'use client'
import { cva, type VariantProps } from 'class-variance-authority'
import clsx from 'clsx'
import type { ComponentProps, ReactNode } from 'react'
import { useTypedBefore } from './use-typed-before'

/** The frame of a field. What stands in it besides the value wears `bareInput`. On phones the text is 16 px, or Safari zooms in. */
export const inputVariants = cva(
  'w-full min-w-0 rounded-sm border border-field bg-surface text-left transition-[border-color] duration-120 hover:border-ink-2 focus-within:border-accent focus-within:shadow-focus focus-visible:border-accent focus-visible:shadow-focus focus-visible:outline-0 disabled:cursor-not-allowed disabled:bg-sunken disabled:text-ink-2 aria-invalid:border-bad aria-invalid:focus-visible:shadow-focus-bad has-aria-invalid:border-bad has-aria-invalid:focus-within:shadow-focus-bad data-disabled:cursor-not-allowed data-disabled:bg-sunken data-disabled:text-ink-2 data-invalid:border-bad data-popup-open:border-accent data-popup-open:shadow-focus phone:text-[16px] [&>svg]:size-4 [&>svg]:flex-none [&>svg]:text-ink-2',
  {
    variants: {
      size: {
        m: 'flex h-8.5 items-center gap-2 px-2.5 in-data-[slot=door]:h-10 phone:h-11 phone:in-data-[slot=door]:h-11',
        s: 'flex h-7.5 items-center gap-2 px-2.5 text-[13px] phone:h-10',
        text: 'block min-h-20 px-2.5 py-1.5 leading-5.5',
        step: 'flex h-8.5 items-center overflow-hidden phone:h-11',
        chips: 'flex min-h-8.5 flex-wrap items-center gap-[5px] px-1.5 py-1',
        /** the content says how high it is */
        free: '',
      },
    },
    defaultVariants: { size: 'm' },
  },
)

export const bareInput = 'h-full w-full min-w-0 flex-1 bg-transparent outline-0 focus-visible:shadow-none phone:text-[16px]'

interface Ends {
  /** text or icon inside the border, before and after the value */
  before?: ReactNode
  after?: ReactNode
  size?: Exclude<VariantProps<typeof inputVariants>['size'], null>
}

export function Input({ before, after, size, className, ref, ...rest }: Omit<ComponentProps<'input'>, 'size'> & Ends) {
  const typed = useTypedBefore(rest, ref)
  if (before === undefined && after === undefined)
    return <input ref={typed} data-slot="input" {...rest} className={clsx(inputVariants({ size }), className)} />
  return (
    <div data-slot="input" className={clsx(inputVariants({ size }), className)} data-disabled={rest.disabled || undefined}>
      {before !== undefined && <InputUnit>{before}</InputUnit>}
      <input ref={typed} {...rest} className={bareInput} />
      {after !== undefined && <InputUnit>{after}</InputUnit>}
    </div>
  )
}

/** A unit or a quiet word inside a field. */
export const InputUnit = ({ className, children }: { className?: string; children: ReactNode }) => (
  <span data-slot="input-unit" className={clsx('flex-none text-[13px] text-ink-2', className)}>
    {children}
  </span>
)

export function Textarea({ className, ref, ...rest }: ComponentProps<'textarea'>) {
  const typed = useTypedBefore(rest, ref)
  return <textarea ref={typed} data-slot="input" {...rest} className={clsx(inputVariants({ size: 'text' }), className)} />
}
