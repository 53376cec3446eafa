'use client'
import { useQueryClient } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button, LinkButton } from '@/components/ui/button'
import { Note } from '@/components/ui/note'
import type { Banner } from '@/lib/announcements/schema'
import { markAnnouncementsRead } from '@/lib/queries/announcements'

const tones = { info: 'info', important: 'warn', urgent: 'bad' } as const

/** An announcement above the page. Who closes it or goes to read it has read it, and does not see it again. */
export function AnnouncementBanner({ banner }: { banner: Banner }) {
  const t = useTranslations('common.banner')
  const client = useQueryClient()
  const [closed, setClosed] = useState<string>()
  const there = usePathname() === '/announcements'
  if (closed === banner.id || there) return null
  const close = () => {
    setClosed(banner.id)
    void markAnnouncementsRead(client, [banner.id]).catch(() => undefined)
  }
  const actions = (
    <>
      <LinkButton size="s" href={`/announcements#${banner.id}`} prefetch={false} onClick={close}>
        {t('read')}
      </LinkButton>
      <Button size="icon" variant="ghost" aria-label={t('close')} onClick={close}>
        <X aria-hidden />
      </Button>
    </>
  )
  return (
    <section aria-label={t('label')} className="px-6 pt-4 *:mx-auto *:max-w-310 phone:px-4">
      <Note tone={tones[banner.level]} actions={actions}>
        {banner.title}
      </Note>
    </section>
  )
}
