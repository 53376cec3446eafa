'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { markAnnouncementsRead } from '@/lib/queries/announcements'

/** Tells the server that these were shown. Their marks stay until the next visit. */
export function MarkRead({ ids }: { ids: string[] }) {
  const all = ids.join(' ')
  const client = useQueryClient()
  useEffect(() => void markAnnouncementsRead(client, all.split(' ')).catch(() => undefined), [client, all])
  return null
}
