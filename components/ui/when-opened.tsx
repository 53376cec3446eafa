'use client'
import { type ReactNode, useState } from 'react'

/** Renders from the first time that it is open, so that a page need not load at once what few visits need. It stays for its closing. */
export function WhenOpened({ open, children }: { open: boolean; children: ReactNode }) {
  const [opened, setOpened] = useState(open)
  if (open && !opened) setOpened(true)
  return opened || open ? children : null
}
