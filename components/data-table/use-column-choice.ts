'use client'
import type { VisibilityState } from '@tanstack/react-table'
import { useEffect, useState } from 'react'

/** Which columns are shown. The choice is kept in this browser under `name`, as a list of what is hidden. */
export function useColumnChoice(name: string) {
  const key = `columns:${name}`
  const [shown, setShown] = useState<VisibilityState>({})
  // The choice is read after hydration, because the server does not know it. Most have made none, and their list is not drawn again.
  useEffect(() => {
    const hidden = read(key)
    if (Object.keys(hidden).length > 0) setShown(hidden)
  }, [key])
  const show = (id: string, is: boolean) => {
    const next = { ...shown, [id]: is }
    setShown(next)
    localStorage.setItem(key, JSON.stringify(Object.keys(next).filter((one) => next[one] === false)))
  }
  return { shown, show }
}

function read(key: string): VisibilityState {
  try {
    const hidden: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
    return Array.isArray(hidden) ? Object.fromEntries(hidden.map((id) => [id, false])) : {}
  } catch {
    return {}
  }
}
