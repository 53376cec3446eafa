'use client'
import { useLinkStatus } from 'next/link'

/** Stands in a link. The page that is left stays until the next one has its data; after a moment this says that it is on its way. */
export function LinkPending() {
  const { pending } = useLinkStatus()
  return <i aria-hidden className={pending ? 'ml-auto size-1.5 animate-appear rounded-full bg-accent folded:absolute' : 'hidden'} />
}
