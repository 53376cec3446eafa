'use client'
import { RotateCcw, Star } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Input } from '@/components/ui/input'
import { ticketsApi } from '@/lib/queries/tickets'
import type { TicketView } from '@/lib/tickets/schema'
import { useTicketDeed } from './use-ticket-deed'

/** Below a closed ticket: how it went, and the way to open it again. */
export function TicketEnd({ ticket: { id, rating } }: { ticket: TicketView }) {
  const t = useTranslations('tickets')
  const { busy, run } = useTicketDeed()
  return (
    <Card
      title={t('isClosed')}
      aside={
        <Button size="s" icon={<RotateCcw aria-hidden />} busy={busy} onClick={() => void run(() => ticketsApi.reopen(id), t('reopened'))}>
          {t('reopen')}
        </Button>
      }
    >
      <Rating key={rating} id={id} rated={rating} />
    </Card>
  )
}

const stars = [1, 2, 3, 4, 5] as const

function Rating({ id, rated }: { id: string; rated: number | null }) {
  const t = useTranslations('tickets')
  const { busy, run } = useTicketDeed()
  const [rating, choose] = useState(rated)
  const [comment, write] = useState('')
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        if (rating !== null && !busy) void run(() => ticketsApi.rate(id, { rating, comment }), t('rated'))
      }}
    >
      <fieldset className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <legend className="float-left text-ink-2">{t('rate')}</legend>
        <div className="flex">
          {stars.map((star) => (
            <label
              key={star}
              className="grid size-8 cursor-pointer place-items-center rounded-sm hover:bg-hover has-focus-visible:shadow-focus phone:size-11"
            >
              <input
                type="radio"
                name="rating"
                className="sr-only"
                checked={rating === star}
                onChange={() => choose(star)}
                aria-label={t('stars', { count: star })}
              />
              <Star size={18} aria-hidden className={rating !== null && star <= rating ? 'fill-current text-accent-text' : 'text-ink-3'} />
            </label>
          ))}
        </div>
        {rating !== null && <span className="text-[13px] text-ink-2">{t('stars', { count: rating })}</span>}
      </fieldset>
      {rating !== null && (
        <div className="flex flex-wrap gap-2">
          <Input
            className="flex-1 basis-60"
            aria-label={t('ratingComment')}
            placeholder={t('ratingComment')}
            maxLength={1000}
            value={comment}
            onChange={({ target }) => write(target.value)}
          />
          <Button type="submit" variant="primary" busy={busy}>
            {t(rated === null ? 'sendRating' : 'changeRating')}
          </Button>
        </div>
      )}
    </form>
  )
}
