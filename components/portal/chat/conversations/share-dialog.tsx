'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Dialog, DialogBody } from '@/components/ui/dialog'
import { useErrorText } from '@/components/ui/error-text'
import { Input } from '@/components/ui/input'
import { Label } from '@/components/ui/label'
import { Note } from '@/components/ui/note'
import { Segmented } from '@/components/ui/segmented'
import type { ConversationView } from '@/lib/conversations/schema'
import { refreshShares, sharesApi } from '@/lib/queries/shares'
import { ShareList } from './share-list'

const days = { day: 1, week: 7, month: 30, ever: null } as const
type Span = keyof typeof days
const spans = Object.keys(days) as Span[]
const expiryOf = (span: Span) => (days[span] === null ? null : new Date(Date.now() + days[span] * 86_400_000).toISOString())

/** Makes the link of a copy, and lists the user's copies. */
export function ShareDialog({ conversation, onClose }: { conversation: ConversationView; onClose(): void }) {
  const t = useTranslations('share')
  const errorText = useErrorText()
  const client = useQueryClient()
  const [span, setSpan] = useState<Span>('ever')
  const [link, setLink] = useState<string>()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const create = async () => {
    setBusy(true)
    setProblem(undefined)
    try {
      const { share_url } = await sharesApi.create({ conv_id: conversation.id, expires_at: expiryOf(span) })
      setLink(new URL(share_url, window.location.href).href)
      await refreshShares(client)
    } catch (error) {
      setProblem(errorText(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('title')} description={t('description')}>
      <DialogBody>
        <div className="flex flex-col gap-4">
          <div className="flex flex-col gap-1.5">
            <Label id="share-until">{t('until')}</Label>
            <div className="flex flex-wrap items-center gap-3">
              <Segmented
                look="field"
                aria-labelledby="share-until"
                value={span}
                onValueChange={setSpan}
                options={spans.map((value) => ({ value, label: t(`for.${value}`) }))}
              />
              <Button variant="primary" busy={busy} onClick={() => void create()}>
                {t('create')}
              </Button>
            </div>
          </div>
          {problem !== undefined && <Note tone="bad">{problem}</Note>}
          {link !== undefined && <NewLink link={link} />}
          <ShareList />
        </div>
      </DialogBody>
    </Dialog>
  )
}

function NewLink({ link }: { link: string }) {
  const t = useTranslations('share')
  return (
    <div className="flex items-center gap-2" role="status">
      <Input readOnly value={link} aria-label={t('link')} className="font-mono text-[13px]" onFocus={(event) => event.target.select()} />
      <CopyButton text={link} words variant="default" size="m" />
    </div>
  )
}
