'use client'
import { useQueryClient } from '@tanstack/react-query'
import { ChevronDown } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type RefObject, useRef } from 'react'
import { Compose, type Written } from '@/components/shared/tickets/compose'
import { Button } from '@/components/ui/button'
import { Menu, MenuItem } from '@/components/ui/menu'
import { Segmented } from '@/components/ui/segmented'
import { queueApi, refreshQueue } from '@/lib/queries/admin-tickets'
import type { answerStates } from '@/lib/tickets/names'
import type { QueuedTicket } from '@/lib/tickets/schema'
import { CannedMenu } from './canned-menu'

export type Side = 'answer' | 'note'
type AnswerState = (typeof answerStates)[number]

interface Props {
  ticket: QueuedTicket
  side: Side
  onSide(side: Side): void
  field: RefObject<HTMLTextAreaElement | null>
}

/** An answer to the user, or a note that the user never sees. The two have drafts of their own. */
export function AnswerBox({ ticket, side, onSide, field }: Props) {
  const t = useTranslations('adminTickets')
  const client = useQueryClient()
  const status = useRef<AnswerState>('answered')
  const closed = ticket.status === 'closed'
  const send = async (written: Written) => {
    const after = status.current
    status.current = 'answered'
    try {
      if (side === 'note') await queueApi.note(ticket.id, written)
      else await queueApi.answer(ticket.id, { ...written, status: after })
    } finally {
      await refreshQueue(client)
    }
  }
  return (
    <div className="grid gap-3">
      <Segmented<Side>
        aria-label={t('answer')}
        options={[
          { value: 'answer', label: t('answer') },
          { value: 'note', label: t('note') },
        ]}
        value={side}
        onValueChange={onSide}
      />
      {side === 'answer' && closed ? (
        <p className="text-ink-2">{t('closedHint')}</p>
      ) : (
        <Compose
          key={side}
          draft={`${side}.${ticket.id}`}
          label={t(side)}
          placeholder={t(side === 'answer' ? 'answerPlaceholder' : 'notePlaceholder')}
          field={field}
          tools={(insert) => side === 'answer' && <CannedMenu onInsert={insert} />}
          onSend={send}
          actions={({ busy, empty, send: submit }) =>
            side === 'note' ? (
              <Button type="submit" busy={busy} disabled={empty}>
                {t('saveNote')}
              </Button>
            ) : (
              <SendButtons
                busy={busy}
                empty={empty}
                onSend={(after) => {
                  status.current = after
                  submit()
                }}
              />
            )
          }
        />
      )}
    </div>
  )
}

function SendButtons({ busy, empty, onSend }: { busy: boolean; empty: boolean; onSend(after: AnswerState): void }) {
  const t = useTranslations('adminTickets')
  return (
    <>
      <Menu
        trigger={
          <Button size="m" aria-label={t('otherWays')} disabled={busy || empty}>
            <ChevronDown aria-hidden />
          </Button>
        }
      >
        <MenuItem onSelect={() => onSend('waiting')}>{t('sendAndAsk')}</MenuItem>
        <MenuItem onSelect={() => onSend('closed')}>{t('sendAndClose')}</MenuItem>
      </Menu>
      <Button type="submit" variant="primary" busy={busy} disabled={empty}>
        {t('send')}
      </Button>
    </>
  )
}
