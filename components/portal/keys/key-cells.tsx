'use client'
import { useTranslations } from 'next-intl'
import { Bar } from '@/components/ui/bar'
import { CopyButton } from '@/components/ui/copy-button'
import { Money } from '@/components/ui/money'
import { type State, StatusDot } from '@/components/ui/status-dot'
import { Tag } from '@/components/ui/tag'
import { Time } from '@/components/ui/time'
import type { ShownKey } from '@/lib/keys/schema'
import { type KeyState, keyState, spentPart } from './key-state'
import { useKeyLimits } from './use-key-limits'

const dots: Record<KeyState, State> = { on: 'on', expiring: 'warn', usedUp: 'bad', expired: 'bad', off: 'off', stopped: 'bad' }

export function StateCell({ apiKey, now }: { apiKey: ShownKey; now: number }) {
  const t = useTranslations('keys')
  const state = keyState(apiKey, now)
  return <StatusDot state={dots[state]}>{state === 'expiring' ? <Expiring at={apiKey.expiresAt} /> : t(`states.${state}`)}</StatusDot>
}

export function Preview({ apiKey, reveal }: { apiKey: ShownKey; reveal: (id: string) => Promise<string> }) {
  const t = useTranslations('keys')
  return (
    <span className="inline-flex items-center gap-1 whitespace-nowrap">
      <code>{apiKey.preview}</code>
      <CopyButton text={() => reveal(apiKey.id)} label={t('copySecret')} />
    </span>
  )
}

function Expiring({ at }: { at: string | null }) {
  const t = useTranslations('keys')
  return t.rich('expiring', { when: () => <Time value={at} /> })
}

export function Spent({ apiKey }: { apiKey: ShownKey }) {
  const t = useTranslations('keys')
  const part = spentPart(apiKey)
  return (
    <span className="inline-block whitespace-nowrap">
      <Money value={apiKey.spent} bare /> /{' '}
      {apiKey.spendLimit === null ? t('noLimit') : <Money value={apiKey.spendLimit} bare minPlaces={2} />}
      {part !== undefined && <Bar part={part} className="mt-1 w-32 phone:ml-auto phone:w-24" />}
    </span>
  )
}

export function KeyLimits({ apiKey }: { apiKey: ShownKey }) {
  const t = useTranslations('keys')
  const limits = useKeyLimits()(apiKey).map(({ label, value }) => `${label} ${value}`)
  const [first, ...rest] = apiKey.models ?? []
  return (
    <div className="max-w-72" title={[...(apiKey.models ?? []), ...apiKey.allowedIps, ...limits].join('\n')}>
      <span className="flex items-center gap-1">
        {first === undefined ? (
          <Tag>{t('allModels')}</Tag>
        ) : (
          <Tag>
            <span className="truncate">{first}</span>
          </Tag>
        )}
        {rest.length > 0 && <Tag>+{rest.length}</Tag>}
        {apiKey.allowedIps.length > 0 && <Tag>{t('ipCount', { count: apiKey.allowedIps.length })}</Tag>}
        {apiKey.group !== null && <Tag>{apiKey.group}</Tag>}
      </span>
      {limits.length > 0 && <span className="mt-1 block truncate text-[12px] text-ink-2">{limits.join(' · ')}</span>}
    </div>
  )
}
