'use client'
import { RotateCcw } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { memo } from 'react'
import { AnswerText } from '@/components/shared/markdown/answer-text'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import type { MessageFacts } from '@/lib/conversations/schema'
import { AnswerFacts } from './answer-facts'
import { AnswerFault } from './answer-fault'
import { type ThreadMessage, textOf } from './chat-transport'
import { LiveDot } from './live-dot'
import { Reasoning } from './reasoning'

interface Props {
  message: ThreadMessage
  streaming: boolean
  onAgain?: () => void
}

function AnswerView({ message, streaming, onAgain }: Props) {
  const t = useTranslations('chat')
  const facts = message.metadata
  const text = textOf(message)
  const reasoning = message.parts.flatMap((part) => (part.type === 'reasoning' ? [part.text] : [])).join('\n\n')
  const thinking = streaming && text === ''
  return (
    <article
      data-slot="chat-answer"
      className="flex min-w-0 flex-col gap-3"
      aria-label={t('modelSaid', { model: facts?.model ?? '' })}
      aria-busy={streaming}
    >
      {reasoning !== '' && <Reasoning text={reasoning} thinking={thinking} ms={facts?.reasoningMs ?? null} />}
      {text !== '' && <AnswerText text={text} streaming={streaming} />}
      {thinking && reasoning === '' && <AnswerWaiting />}
      {streaming && (text !== '' || reasoning !== '') && (
        <p className="flex items-center gap-1.5 text-[12.5px] text-ink-2">
          <LiveDot />
          {t('writing')}
          <span className="phone:hidden">{t.rich('escStops', { key: (words) => <kbd>{words}</kbd> })}</span>
        </p>
      )}
      {!streaming && facts && <Ending facts={facts} />}
      {!streaming && <AnswerFoot text={text} facts={facts} onAgain={onAgain} />}
    </article>
  )
}

/** Nothing has come yet. */
export const AnswerWaiting = () => <p className="text-[12.5px] text-ink-2">{useTranslations('chat')('waiting')}</p>

/** Says why an answer has no proper end. */
function Ending({ facts: { status, errorCode, errorMessage, callId } }: { facts: MessageFacts }) {
  const t = useTranslations('chat')
  if (status === 'stopped' || status === 'interrupted') return <p className="text-[12.5px] text-ink-2">{t(status)}</p>
  if (status !== 'failed') return null
  const known = `error.${errorCode ?? 'internal'}`
  return (
    <AnswerFault>
      <span>
        {errorMessage || (t.has(known) ? t(known) : t('error.internal'))}
        {callId && (
          <Link href={`/logs?call=${callId}`} className="ml-2 underline underline-offset-3">
            <code>{callId}</code>
          </Link>
        )}
      </span>
    </AnswerFault>
  )
}

function AnswerFoot({ text, facts, onAgain }: { text: string; facts: MessageFacts | undefined; onAgain: (() => void) | undefined }) {
  const t = useTranslations('chat')
  const failed = facts?.status === 'failed'
  return (
    <div className="flex min-h-7 flex-wrap items-center gap-x-4 gap-y-1">
      <div className="flex gap-0.5">
        {text !== '' && <CopyButton text={text} label={t('copy')} />}
        {onAgain && (
          <Button
            variant={failed ? 'default' : 'ghost'}
            size={failed ? 's' : 'icon'}
            aria-label={t('again')}
            title={t('again')}
            icon={<RotateCcw aria-hidden />}
            onClick={onAgain}
          >
            {failed && t('again')}
          </Button>
        )}
      </div>
      {facts && <AnswerFacts facts={facts} />}
    </div>
  )
}

/** An unchanged answer is not rendered again while another one streams. */
export const Answer = memo(
  AnswerView,
  (before, after) => before.message === after.message && before.streaming === after.streaming && !before.onAgain === !after.onAgain,
)
