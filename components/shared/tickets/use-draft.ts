'use client'
import { useEffect, useState } from 'react'

const keyOf = (name: string) => `atrium.ticket.draft.${name}`

/** An unsent text, which survives a reload. An empty one is forgotten. */
export function useDraft(name: string) {
  const [text, set] = useState('')
  useEffect(() => set(window.localStorage.getItem(keyOf(name)) ?? ''), [name])
  const change = (next: string) => {
    set(next)
    if (next === '') window.localStorage.removeItem(keyOf(name))
    else window.localStorage.setItem(keyOf(name), next)
  }
  return [text, change] as const
}
