import Link from 'next/link'
import type { ComponentProps } from 'react'

const look = 'text-accent-text underline decoration-current/40 underline-offset-3 hover:decoration-current'

/** A link within words. */
export const TextLink = (props: Omit<ComponentProps<typeof Link>, 'className'>) => <Link {...props} className={look} />

/** A button that reads like such a link. */
export const TextButton = (props: Omit<ComponentProps<'button'>, 'type' | 'className'>) => (
  <button {...props} type="button" className={look} />
)
