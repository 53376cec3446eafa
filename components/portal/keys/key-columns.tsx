'use client'
import { useNow, useTranslations } from 'next-intl'
import type { Column } from '@/components/data-table/column'
import { Bar } from '@/components/ui/bar'
import { CopyButton } from '@/components/ui/copy-button'
import { Money } from '@/components/ui/money'
import { type State, StatusDot } from '@/components/ui/status-dot'
import { Tag } from '@/components/ui/tag'
import { Time } from '@/components/ui/time'
import type { ShownKey } from '@/lib/keys/schema'
import { KeyActions, type KeyDeeds } from './key-actions'
import { type KeyState, keyState, spentPart } from './key-state'
import { useKeyLimits } from './use-key-limits'

const dots: Record<KeyState, State> = { on: 'on', expiring: 'warn', usedUp: 'bad', expired: 'bad', off: 'off' }

export function useKeyColumns(deeds: KeyDeeds, symbol: string): Column<ShownKey>[] {
  const t = useTranslations('keys')
  const limits = useKeyLimits()
  const now = useNow({ updateInterval: 60_000 }).getTime()
  return [
    {
      id: 'name',
      head: t('name'),
      phone: 'title',
      csv: (key) => key.name,
      cell: (key) => <span className="block max-w-64 truncate font-medium">{key.name}</span>,
    },
    {
      id: 'state',
      head: t('state'),
      phone: 'aside',
      csv: (key) => t(`states.${keyState(key, now)}`),
      cell: (key) => {
        const state = keyState(key, now)
        return <StatusDot state={dots[state]}>{state === 'expiring' ? <Expiring at={key.expiresAt} /> : t(`states.${state}`)}</StatusDot>
      },
    },
    {
      id: 'preview',
      head: t('key'),
      phone: 'sub',
      csv: (key) => key.preview,
      cell: (key) => (
        <span className="inline-flex items-center gap-1 whitespace-nowrap">
          <code>{key.preview}</code>
          <CopyButton text={() => deeds.reveal(key.id)} label={t('copySecret')} />
        </span>
      ),
    },
    {
      id: 'spent',
      head: `${t('spentOfLimit')} ${symbol}`,
      phone: 'meta',
      csv: (key) => String(key.spent),
      cell: (key) => <Spent apiKey={key} />,
    },
    {
      id: 'limits',
      head: t('limits'),
      drop: 3,
      optional: true,
      csv: (key) => [...(key.models ?? []), ...key.allowedIps, ...limits(key).map(({ label, value }) => `${label} ${value}`)].join(' '),
      cell: (key) => <Limits apiKey={key} />,
    },
    {
      id: 'created',
      head: t('created'),
      drop: 1,
      optional: true,
      csv: (key) => key.createdAt,
      cell: (key) => <Time value={key.createdAt} look="day" className="text-ink-2" />,
    },
    {
      id: 'expires',
      head: t('expires'),
      drop: 1,
      optional: true,
      csv: (key) => key.expiresAt,
      cell: (key) =>
        key.expiresAt === null ? (
          <span className="text-ink-2">{t('never')}</span>
        ) : (
          <Time value={key.expiresAt} look="day" className="text-ink-2" />
        ),
    },
    {
      id: 'used',
      head: t('lastUsed'),
      align: 'right',
      drop: 4,
      optional: true,
      csv: (key) => key.lastUsedAt,
      cell: (key) => <Time value={key.lastUsedAt} className="whitespace-nowrap text-ink-2" />,
    },
    {
      id: 'actions',
      head: t('actions'),
      headHidden: true,
      align: 'right',
      phone: 'actions',
      width: '52px',
      cell: (key) => <KeyActions apiKey={key} deeds={deeds} />,
    },
  ]
}

function Expiring({ at }: { at: string | null }) {
  const t = useTranslations('keys')
  return t.rich('expiring', { when: () => <Time value={at} /> })
}

function Spent({ apiKey }: { apiKey: ShownKey }) {
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

function Limits({ apiKey }: { apiKey: ShownKey }) {
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
