import { setImmediate } from 'node:timers/promises'
import { getFormatter, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { LinkButton } from '@/components/ui/button'
import type { Shared, SharedMessage } from '@/lib/shares/schema'
import { drawWords } from './shared-words'

/** So much of a conversation is drawn as Markdown; the rest is shown as it is written. */
const mostDrawn = 200_000

/** Draws the messages one by one, and lets others have the server in between, since anybody may open the page. */
async function drawAll(messages: SharedMessage[], words: Words): Promise<ReactNode[]> {
  const turns: ReactNode[] = []
  let letters = 0
  for (const message of messages) {
    await setImmediate()
    if (message.role === 'assistant') letters += message.content.length
    const said = message.role === 'assistant' && letters <= mostDrawn ? drawWords(message.content) : <AsWritten text={message.content} />
    turns.push(
      <SharedTurn key={turns.length} message={message} words={words}>
        {said}
      </SharedTurn>,
    )
  }
  return turns
}

const AsWritten = ({ text }: { text: string }) => <p className="wrap-anywhere whitespace-pre-wrap leading-[1.75]">{text}</p>

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
      {await drawAll(messages, { you: t('question'), answer: t('answer') })}
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

function SharedTurn({ message: { role, model }, words, children }: { message: SharedMessage; words: Words; children: ReactNode }) {
  if (role === 'user')
    return (
      <section aria-label={words.you} className="ml-auto max-w-[85%] rounded-lg bg-sunken px-4 py-2.5">
        {children}
      </section>
    )
  return (
    <section aria-label={words.answer} className="min-w-0">
      {model && <p className="mb-1.5 text-[12px] text-ink-2">{model}</p>}
      {children}
    </section>
  )
}
