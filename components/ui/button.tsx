'use client'
import clsx from 'clsx'
import Link from 'next/link'
import type { ComponentProps, ReactNode } from 'react'

type Variant = 'default' | 'primary' | 'ghost' | 'danger'
type Size = 'm' | 's' | 'l' | 'icon'
interface Look {
  variant?: Variant
  size?: Size
  icon?: ReactNode
}

const looks: Record<Variant, string> = {
  default: '',
  primary: 'btn-primary',
  ghost: 'btn-ghost',
  danger: 'btn-danger',
}
const sizes: Record<Size, string> = { m: '', s: 'btn-s', l: 'btn-l', icon: 'btn-s btn-icon' }

export const buttonClass = (variant: Variant = 'default', size: Size = 'm') => clsx('btn', looks[variant], sizes[size])

/** `busy` keeps the focus and the width, shows a spinner and ignores presses. Size `icon` needs an aria-label. */
export function Button({
  variant,
  size,
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
      {...rest}
      type={type}
      className={clsx(buttonClass(variant, size), className)}
      aria-busy={busy || undefined}
      aria-disabled={busy || rest['aria-disabled']}
      onClick={(event) => {
        if (busy) event.preventDefault()
        else onClick?.(event)
      }}
    >
      {busy ? <span className="spinner" aria-hidden /> : icon}
      {children}
    </button>
  )
}

export function LinkButton({ variant, size, icon, className, children, ...rest }: ComponentProps<typeof Link> & Look) {
  return (
    <Link {...rest} className={clsx(buttonClass(variant, size), className)}>
      {icon}
      {children}
    </Link>
  )
}
