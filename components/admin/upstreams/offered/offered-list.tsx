'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { LongList } from '@/components/data-table/long/long-list'
import { currencySymbol } from '@/components/ui/format-money'
import { Input } from '@/components/ui/input'
import { useSite } from '@/components/ui/site-context'
import { OfferedRow, offeredColumns } from './offered-row'
import type { Picks } from './use-picks'

interface Props {
  names: readonly string[]
  /** our model that has a target for the upstream's model already */
  used: ReadonlyMap<string, string>
  picks: Picks
}

/** The models that an upstream offers, with a search when there are many. */
export function OfferedList({ names, used, picks }: Props) {
  const t = useTranslations('adminUpstreams')
  const symbol = currencySymbol(useSite().currency)
  const [search, setSearch] = useState('')
  const shown = names.filter((name) => name.toLowerCase().includes(search.trim().toLowerCase()))
  return (
    <div className="grid gap-2">
      {names.length > 8 && (
        <Input
          aria-label={t('searchOffered')}
          placeholder={t('searchOffered')}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      )}
      <div className="overflow-hidden rounded-md border border-line">
        <div className={`grid ${offeredColumns} border-line border-b bg-sunken text-[12.5px]/5.5 text-ink-2 phone:hidden`} aria-hidden>
          <span>{t('upstreamModel')}</span>
          <span className="text-right">{t('priceIn', { symbol })}</span>
          <span className="text-right">{t('priceOut', { symbol })}</span>
        </div>
        <div className="max-h-105 overflow-auto">
          <LongList ids={shown} className="divide-y divide-line">
            {(name, place) => (
              <OfferedRow
                key={name}
                name={name}
                usedBy={used.get(name)}
                known={picks.known}
                pick={picks.picks.get(name)}
                onPick={(next) => picks.pick(name, next)}
                tried={picks.tried}
                failure={picks.failed.get(name)}
                place={place}
              />
            )}
          </LongList>
        </div>
      </div>
    </div>
  )
}
