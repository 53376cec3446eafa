'use client'
import { CircleAlert, RotateCcw } from 'lucide-react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { memo } from 'react'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { AnswerFacts } from './answer-facts'
import { type ThreadMessage, textOf } from './chat-transport'
import { Reasoning } from './reasoning'

const Markdown = dynamic(() => import('./markdown').then((module) => module.Markdown), { ssr: false })

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
  const ended = !streaming && facts && facts.status !== 'running'
  const failed = ended && facts.status === 'failed'
  return (
    <article className="chat-answer" aria-label={t('modelSaid', { model: facts?.model ?? '' })} aria-busy={streaming}>
      {reasoning !== '' && <Reasoning text={reasoning} thinking={thinking} ms={facts?.reasoningMs ?? null} />}
      {text !== '' && <Markdown text={text} streaming={streaming} />}
      {thinking && reasoning === '' && <p className="chat-waiting">{t('waiting')}</p>}
      {streaming && (text !== '' || reasoning !== '') && (
        <p className="chat-writing">
          <i className="chat-live" aria-hidden />
          {t('writing')}
          <span className="phone:hidden">{t.rich('escStops', { key: (words) => <kbd>{words}</kbd> })}</span>
        </p>
      )}
      {failed && (
        <p className="chat-broken" role="alert">
          <CircleAlert aria-hidden />
          <span>
            {facts.errorMessage ||
              (t.has(`error.${facts.errorCode ?? 'internal'}`) ? t(`error.${facts.errorCode ?? 'internal'}`) : t('error.internal'))}
            {facts.callId && (
              <Link href={`/logs?call=${facts.callId}`} className="ml-2">
                <code>{facts.callId}</code>
              </Link>
            )}
          </span>
        </p>
      )}
      {ended && facts.status === 'stopped' && <p className="chat-note">{t('stopped')}</p>}
      {ended && facts.status === 'interrupted' && <p className="chat-note">{t('interrupted')}</p>}
      {!streaming && (
        <div className="chat-answer-foot">
          <div className="chat-tools">
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
      )}
    </article>
  )
}

/** An unchanged answer is not rendered again while another one streams. */
export const Answer = memo(
  AnswerView,
  (before, after) => before.message === after.message && before.streaming === after.streaming && !before.onAgain === !after.onAgain,
)
