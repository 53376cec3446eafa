import { getLocale, getTranslations } from 'next-intl/server'
import { Spark } from '@/components/charts/spark'
import { Skeleton } from '@/components/ui/skeleton'
import { Tile, Tiles } from '@/components/ui/tile'
import type { ModelFigures } from '@/lib/usage/schema'
import { shareText } from '../share'
import { HourStrip } from './hour-strip'

const names = ['ttft', 'speed', 'duration', 'success'] as const

/** How the model did in the last 24 hours, of all users. The page does not wait for it. */
export async function LiveTiles({ figures }: { figures: Promise<ModelFigures | undefined> }) {
  const t = await getTranslations('models.detail')
  const locale = await getLocale()
  const of = await figures
  if (!of) return <p className="text-[13px] text-ink-2">{t('noFigures')}</p>
  const count = (value: number | null, places: number) =>
    value === null ? '–' : value.toLocaleString(locale, { minimumFractionDigits: places, maximumFractionDigits: places })
  const seconds = (ms: number | null) => count(ms === null ? null : ms / 1000, 2)
  const firsts = of.hours.flatMap(({ ttftMs }) => ttftMs ?? [])
  return (
    <Tiles>
      <Tile label={t('ttft')} unit={of.ttftMs === null ? undefined : t('seconds')} sub={<Mean values={firsts} word={t('mean')} />}>
        {seconds(of.ttftMs)}
      </Tile>
      <Tile label={t('speed')} unit={of.tokensPerSecond === null ? undefined : t('perSecond')} sub={t('mean')}>
        {count(of.tokensPerSecond, 0)}
      </Tile>
      <Tile label={t('duration')} unit={t('seconds')} sub={<Mean values={of.hours.map(({ durationMs }) => durationMs)} word={t('mean')} />}>
        {seconds(of.durationMs)}
      </Tile>
      <Tile label={<span title={t('successHint')}>{t('success')}</span>} sub={<HourStrip success={of.success} hours={of.hours} />}>
        {shareText(of.success, locale)}
      </Tile>
    </Tiles>
  )
}

const Mean = ({ values, word }: { values: number[]; word: string }) => (
  <span className="flex items-center gap-2">
    {word} <Spark values={values} />
  </span>
)

/** The tiles with their names while the figures are on their way. */
export async function LiveTilesSkeleton() {
  const t = await getTranslations('models.detail')
  return (
    <Tiles>
      {names.map((name) => (
        <Tile key={name} label={t(name)} sub={<Skeleton width={72} className="animate-appear" />}>
          <Skeleton width={56} className="animate-appear" />
        </Tile>
      ))}
    </Tiles>
  )
}
