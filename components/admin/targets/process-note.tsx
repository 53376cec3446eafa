'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Note } from '@/components/ui/note'
import { healthQuery } from '@/lib/queries/upstreams'

/** Says whose figures these are where several processes serve calls, since each knows only its own queues and breakers. */
export function ProcessNote() {
  const t = useTranslations('adminUpstreams')
  const processes = useQuery(healthQuery).data?.processes ?? 1
  return processes > 1 && <Note>{t('severalProcesses', { count: processes })}</Note>
}
