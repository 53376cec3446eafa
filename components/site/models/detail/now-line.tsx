import { getTranslations } from 'next-intl/server'
import { type State, StatusDot } from '@/components/ui/status-dot'
import type { ModelNow } from '@/lib/gateway/schema'

const looks: Record<ModelNow['state'], State> = { ready: 'on', waiting: 'warn', resting: 'bad', none: 'off' }

/** Whether a call would be served at once, as it was when the page was made. */
export async function NowLine({ now }: { now: ModelNow }) {
  const t = await getTranslations('models.now')
  return (
    <p className="-mb-2 flex flex-wrap items-center gap-x-2 text-[13px] text-ink-2">
      <StatusDot state={looks[now.state]} className="text-ink">
        {t(now.state)}
      </StatusDot>
      {now.state === 'waiting' && now.calls > 0 && <span>{t('queue', { count: now.calls })}</span>}
      {now.state === 'waiting' && now.seconds !== null && <span>{t('turnIn', { seconds: now.seconds })}</span>}
      {now.state === 'resting' && <span>{t('retryIn', { seconds: now.seconds })}</span>}
    </p>
  )
}
