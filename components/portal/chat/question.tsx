'use client'
import { Pencil } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Textarea } from '@/components/ui/input'
import { type ThreadMessage, textOf } from './chat-transport'

/** A question of the user. Editing it asks again from this point. */
export function Question({ message, onEdit }: { message: ThreadMessage; onEdit?: (text: string) => void }) {
  const t = useTranslations('chat')
  const [draft, setDraft] = useState<string>()
  const text = textOf(message)
  if (draft !== undefined && onEdit)
    return (
      <form
        className="chat-edit"
        onSubmit={(event) => {
          event.preventDefault()
          if (draft.trim() === '') return
          setDraft(undefined)
          onEdit(draft)
        }}
      >
        <Textarea
          aria-label={t('edit')}
          value={draft}
          rows={Math.min(12, draft.split('\n').length + 1)}
          onChange={(event) => setDraft(event.target.value)}
          autoFocus
        />
        <div className="flex justify-end gap-2">
          <Button type="button" size="s" onClick={() => setDraft(undefined)}>
            {t('cancel')}
          </Button>
          <Button type="submit" size="s" variant="primary">
            {t('askAgain')}
          </Button>
        </div>
      </form>
    )
  return (
    <article className="chat-question" aria-label={t('youSaid')}>
      <div className="chat-bubble">{text}</div>
      <div className="chat-tools">
        <CopyButton text={text} label={t('copy')} />
        {onEdit && (
          <Button
            variant="ghost"
            size="icon"
            aria-label={t('edit')}
            title={t('edit')}
            icon={<Pencil aria-hidden />}
            onClick={() => setDraft(text)}
          />
        )}
      </div>
    </article>
  )
}
