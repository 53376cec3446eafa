'use client'
import { useQueryState } from 'nuqs'

/** The row whose sheet is open, by the address. The back button closes it; going on to another row is no step of its own. */
export function useOpenRow(name: string) {
  const [id, set] = useQueryState(name)
  const open = (next: string | null) => void set(next, { history: id === null && next !== null ? 'push' : 'replace' })
  return [id, open] as const
}
