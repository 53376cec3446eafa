'use client'
import { useQueryState } from 'nuqs'

/** The row whose sheet is open, kept in the address. The back button closes the sheet; going on to another row adds no history entry. */
export function useOpenRow(name: string) {
  const [id, set] = useQueryState(name)
  const open = (next: string | null) => void set(next, { history: id === null && next !== null ? 'push' : 'replace' })
  return [id, open] as const
}
