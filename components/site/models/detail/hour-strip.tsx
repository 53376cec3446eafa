import clsx from 'clsx'
import { getLocale, getNow, getTimeZone, getTranslations } from 'next-intl/server'
import { clock } from '@/components/ui/format-time'
import type { ModelFigures } from '@/lib/usage/schema'
import { shareText, stateOfShare } from '../share'

const hourMs = 3_600_000
const looks: Record<string, string> = { on: 'h-full bg-ok', warn: 'h-2/3 bg-warn', bad: 'h-1/3 bg-bad' }

/** One bar an hour, the running one at the right: its height and colour say how many calls went well. An hour without calls is a line. */
export async function HourStrip({ success, hours }: Pick<ModelFigures, 'success' | 'hours'>) {
  const [t, locale, zone, now] = [await getTranslations('models.detail'), await getLocale(), await getTimeZone(), await getNow()]
  const known = new Map(hours.map((one) => [Date.parse(one.hour), one.success]))
  const running = Math.floor(now.getTime() / hourMs) * hourMs
  return (
    <span role="img" aria-label={t('successHours', { share: shareText(success, locale) })} className="mt-1 flex h-4 items-end gap-px">
      {Array.from({ length: 24 }, (_, at) => running - (23 - at) * hourMs).map((time) => {
        const share = known.get(time)
        const hour = clock(new Date(time), zone, false)
        return (
          <i
            key={time}
            title={share === undefined ? t('noCalls', { hour }) : t('hour', { hour, share: shareText(share, locale) })}
            className={clsx('min-w-0 flex-1 rounded-[1px]', share === undefined ? 'h-px bg-line-strong' : looks[stateOfShare(share)])}
          />
        )
      })}
    </span>
  )
}
