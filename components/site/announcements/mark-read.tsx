'use client'
import { useEffect } from 'react'
import { announcementsApi } from '@/lib/queries/announcements'

/** Tells the server that these were shown. Their marks stay until the next visit. */
export function MarkRead({ ids }: { ids: string[] }) {
  const all = ids.join(' ')
  useEffect(() => void announcementsApi.read(all.split(' ')).catch(() => undefined), [all])
  return null
}
