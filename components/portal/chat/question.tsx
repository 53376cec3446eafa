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
        className="flex flex-col gap-2"
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
    <article className="group relative flex flex-col items-end" aria-label={t('youSaid')}>
      <div
        data-slot="chat-bubble"
        className="wrap-anywhere max-w-[min(560px,92%)] whitespace-pre-wrap rounded-lg rounded-br-[4px] bg-accent-soft px-3.5 py-2"
      >
        {text}
      </div>
      {/* The tools lie in the gap between two turns, so that they take no room of their own. */}
      <div className="absolute top-full flex gap-0.5 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 phone:static phone:-mb-4 phone:opacity-100">
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
