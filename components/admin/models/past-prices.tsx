'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Disclosure } from '@/components/ui/disclosure'
import { ErrorState } from '@/components/ui/error-state'
import { Hint } from '@/components/ui/hint'
import { Money } from '@/components/ui/money'
import { SheetSection } from '@/components/ui/sheet'
import { Tag } from '@/components/ui/tag'
import { Time } from '@/components/ui/time'
import { priceNames } from '@/lib/catalog/names'
import type { PriceHistory } from '@/lib/catalog/schema'
import { priceHistoryQuery } from '@/lib/queries/admin-models'

/** What a model has cost, since when, and who set it. */
export function PastPrices({ id }: { id: string }) {
  const t = useTranslations('adminModels')
  const { data, isError, error, refetch, isFetching } = useQuery(priceHistoryQuery(id))
  if (isError) return <ErrorState error={error} onRetry={() => refetch()} busy={isFetching} />
  if (!data) return null
  return (
    <SheetSection>
      <Disclosure summary={`${t('priceHistory')} · ${data.versions.length}`}>
        <Hint>{t('priceHistoryMeans')}</Hint>
        <ol className="mt-2 divide-y divide-line">
          {data.versions.map((version, index) => (
            <Version key={version.id} version={version} now={index === 0} />
          ))}
        </ol>
      </Disclosure>
    </SheetSection>
  )
}

function Version({ version: { since, by, price }, now }: { version: PriceHistory['versions'][number]; now: boolean }) {
  const t = useTranslations('adminModels')
  return (
    <li className="py-2.5 text-[13px]">
      <p className="flex flex-wrap items-center gap-x-2 text-ink-2">
        <Time value={since} look="clock" />
        {by !== null && <span>{by}</span>}
        {now && <Tag tone="accent">{t('priceNow')}</Tag>}
      </p>
      <p className="mt-1 flex flex-wrap gap-x-4 gap-y-0.5">
        {priceNames
          .filter((name) => price[name] !== undefined)
          .map((name) => (
            <span key={name}>
              {t(`prices.${name}`)} <Money value={price[name]} />
            </span>
          ))}
        {price.imagePrices && <span>{t('pricePictures', { count: price.imagePrices.length })}</span>}
      </p>
    </li>
  )
}
