'use client'
import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'

/** Becomes true before the browser searches the page or prints it, because it only sees the rows that are in the document. */
export function useWhole(): boolean {
  const [whole, setWhole] = useState(false)
  useEffect(() => {
    const all = () => flushSync(() => setWhole(true))
    const press = (event: KeyboardEvent) => {
      if (event.key === 'F3' || ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'f')) all()
    }
    addEventListener('keydown', press)
    addEventListener('beforeprint', all)
    return () => {
      removeEventListener('keydown', press)
      removeEventListener('beforeprint', all)
    }
  }, [])
  return whole
}
