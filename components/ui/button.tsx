'use client'
import { cva, type VariantProps } from 'class-variance-authority'
import clsx from 'clsx'
import Link from 'next/link'
import type { ComponentProps, ReactNode } from 'react'
import { Spinner } from './spinner'

/** What does not look like a button at first, such as the trigger of a menu, can look like one by these classes. */
export const buttonVariants = cva(
  'inline-flex items-center justify-center whitespace-nowrap rounded-sm border transition-[background-color,border-color] duration-120 off:cursor-not-allowed off:border-transparent [&_svg]:flex-none',
  {
    variants: {
      variant: {
        default: 'bg-surface text-ink hover:bg-press data-popup-open:bg-press off:bg-line off:text-ink-2',
        primary: 'border-transparent bg-accent text-accent-ink hover:bg-accent-press off:bg-line off:text-ink-2',
        danger: 'border-bad-line bg-surface text-bad-text hover:bg-press off:bg-line off:text-ink-2',
        soft: 'border-transparent bg-accent-soft text-accent-text off:bg-line off:text-ink-2',
        ghost:
          'border-transparent text-ink-2 hover:bg-hover hover:text-ink data-popup-open:bg-hover data-popup-open:text-ink off:bg-transparent off:text-ink-3 off:opacity-60',
      },
      size: {
        m: 'h-8.5 gap-[7px] px-[13px] font-medium phone:h-11 [&_svg]:size-4',
        s: 'h-7 gap-[5px] px-[9px] text-[13px] phone:h-8 [&_svg]:size-3.5',
        /** as m, and on phones as low as there */
        low: 'h-8.5 gap-[7px] px-[13px] font-medium phone:px-2.5 [&_svg]:size-4',
        xs: 'h-6 gap-[5px] px-[9px] text-[13px] [&_svg]:size-3.5',
        l: 'h-10 gap-[7px] px-4.5 font-medium text-[15px] phone:h-11 [&_svg]:size-4',
        icon: 'size-7 flex-none text-[13px] phone:size-8 [&_svg]:size-4',
      },
      /** as wide as what it stands in */
      wide: { true: 'w-full' },
    },
    compoundVariants: [
      { variant: 'default', size: ['m', 'low', 'l'], className: 'border-line-strong' },
      { variant: 'default', size: ['s', 'xs', 'icon'], className: 'border-line' },
    ],
    defaultVariants: { variant: 'default', size: 'm' },
  },
)

interface Look extends VariantProps<typeof buttonVariants> {
  icon?: ReactNode
}

/** `busy` keeps the focus and the width, shows a spinner and ignores presses. Size `icon` needs an aria-label. */
export function Button({
  variant,
  size,
  wide,
  icon,
  busy,
  className,
  children,
  onClick,
  type = 'button',
  ...rest
}: ComponentProps<'button'> & Look & { busy?: boolean }) {
  return (
    <button
      data-slot="button"
      data-variant={variant}
      {...rest}
      type={type}
      className={clsx(buttonVariants({ variant, size, wide }), className)}
      aria-busy={busy || undefined}
      aria-disabled={busy || rest['aria-disabled']}
      onClick={(event) => {
        if (busy) event.preventDefault()
        else onClick?.(event)
      }}
    >
      {busy ? <Spinner /> : icon}
      {children}
    </button>
  )
}

export function LinkButton({ variant, size, wide, icon, className, children, ...rest }: ComponentProps<typeof Link> & Look) {
  return (
    <Link data-slot="button" data-variant={variant} {...rest} className={clsx(buttonVariants({ variant, size, wide }), className)}>
      {icon}
      {children}
    </Link>
  )
}
