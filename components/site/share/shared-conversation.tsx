import { getFormatter, getTranslations } from 'next-intl/server'
import { LinkButton } from '@/components/ui/button'
import type { Shared, SharedMessage } from '@/lib/shares/schema'
import { SharedWords } from './shared-words'

/** A shared conversation for anybody to read. */
export async function SharedConversation({ shared: { title, updated_at, messages } }: { shared: Shared }) {
  const t = await getTranslations('share')
  const format = await getFormatter()
  return (
    <article className="mx-auto flex w-full max-w-192 flex-col gap-7 px-6 py-8 phone:px-4 phone:py-6">
      <header className="border-line border-b pb-4">
        <h1 className="text-[20px]/7.5">{title || t('untitled')}</h1>
        <p className="text-[13px]/5 text-ink-2">
          {t('what', { time: format.dateTime(new Date(updated_at), { dateStyle: 'medium', timeStyle: 'short' }) })}
        </p>
      </header>
      {messages.map((message) => (
        <SharedTurn key={`${message.timestamp} ${message.role}`} message={message} words={{ you: t('question'), answer: t('answer') }} />
      ))}
      <footer className="flex flex-wrap items-center gap-3 border-line border-t pt-4 text-[13px]/5 text-ink-2">
        <span>{t('caution')}</span>
        <span className="ml-auto phone:ml-0">
          <LinkButton href="/chat" size="s">
            {t('own')}
          </LinkButton>
        </span>
      </footer>
    </article>
  )
}

interface Words {
  you: string
  answer: string
}

function SharedTurn({ message: { role, content, model }, words }: { message: SharedMessage; words: Words }) {
  if (role === 'user')
    return (
      <section aria-label={words.you} className="ml-auto max-w-[85%] rounded-lg bg-sunken px-4 py-2.5">
        <p className="whitespace-pre-wrap leading-[1.75] [overflow-wrap:anywhere]">{content}</p>
      </section>
    )
  return (
    <section aria-label={words.answer} className="min-w-0">
      {model && <p className="mb-1.5 text-[12px] text-ink-2">{model}</p>}
      <SharedWords text={content} />
    </section>
  )
}
