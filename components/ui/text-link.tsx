import clsx from 'clsx'
import Link from 'next/link'
import type { ComponentProps } from 'react'

/** A link within words. A button that reads like one wears the same class. */
export const textLink = 'text-accent-text underline decoration-current/40 underline-offset-3 hover:decoration-current'

export const TextLink = ({ className, ...rest }: ComponentProps<typeof Link>) => <Link {...rest} className={clsx(textLink, className)} />
