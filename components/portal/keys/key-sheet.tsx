'use client'
import { Pencil, ScrollText } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Bar } from '@/components/ui/bar'
import { Button, LinkButton } from '@/components/ui/button'
import { Money } from '@/components/ui/money'
import { Sheet } from '@/components/ui/sheet'
import { Time } from '@/components/ui/time'
import type { ShownKey } from '@/lib/keys/schema'
import { spentPart } from './key-state'
import { KeyUsage } from './key-usage'
import { useKeyLimits } from './use-key-limits'

interface Props {
  apiKey: ShownKey | undefined
  onClose: () => void
  onEdit: (key: ShownKey) => void
  onPrevious: (() => void) | undefined
  onNext: (() => void) | undefined
}

/** One key beside the list: what it spent, its latest calls, and its limits. */
export function KeySheet({ apiKey, onClose, onEdit, onPrevious, onNext }: Props) {
  const t = useTranslations('keys')
  return (
    <Sheet
      open={apiKey !== undefined}
      onOpenChange={(open) => !open && onClose()}
      title={apiKey?.name}
      subtitle={<code>{apiKey?.preview}</code>}
      onPrevious={onPrevious}
      onNext={onNext}
      footer={
        apiKey && (
          <>
            <Button icon={<Pencil aria-hidden />} onClick={() => onEdit(apiKey)}>
              {t('edit')}
            </Button>
            <LinkButton variant="ghost" icon={<ScrollText aria-hidden />} href={`/logs?keyId=${apiKey.id}`} className="ml-auto">
              {t('toLogs')}
            </LinkButton>
          </>
        )
      }
    >
      {apiKey && <Facts apiKey={apiKey} />}
    </Sheet>
  )
}

function Facts({ apiKey }: { apiKey: ShownKey }) {
  const t = useTranslations('keys')
  const limits = useKeyLimits()(apiKey)
  const part = spentPart(apiKey)
  return (
    <>
      <section>
        <h3>{t('spentOfLimit')}</h3>
        <p>
          <Money value={apiKey.spent} /> / {apiKey.spendLimit === null ? t('noLimit') : <Money value={apiKey.spendLimit} minPlaces={2} />}
        </p>
        {part !== undefined && <Bar part={part} className="mt-2" />}
      </section>
      <section>
        <h3>{t('usage.title')}</h3>
        <KeyUsage keyId={apiKey.id} />
      </section>
      <section>
        <h3>{t('rules')}</h3>
        <dl className="kv">
          {limits.map(({ label, value }) => (
            <div key={label} className="contents">
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
          {limits.length === 0 && (
            <>
              <dt>{t('limits')}</dt>
              <dd>{t('limitsOfAccount')}</dd>
            </>
          )}
          <dt>{t('models')}</dt>
          <dd>{apiKey.models === null ? t('allModels') : apiKey.models.join(', ')}</dd>
          <dt>{t('allowedIps')}</dt>
          <dd className={apiKey.allowedIps.length > 0 ? 'font-mono whitespace-pre-line' : undefined}>
            {apiKey.allowedIps.length > 0 ? apiKey.allowedIps.join('\n') : t('anywhere')}
          </dd>
          <dt>{t('group')}</dt>
          <dd>{apiKey.group ?? t('ownGroupShort')}</dd>
          <dt>{t('cache')}</dt>
          <dd>{t(apiKey.cache ? 'cacheOn' : 'cacheOff')}</dd>
          <dt>{t('expires')}</dt>
          <dd>{apiKey.expiresAt === null ? t('never') : <Time value={apiKey.expiresAt} />}</dd>
          <dt>{t('created')}</dt>
          <dd>
            <Time value={apiKey.createdAt} />
          </dd>
          <dt>{t('lastUsed')}</dt>
          <dd>
            <Time value={apiKey.lastUsedAt} />
          </dd>
        </dl>
      </section>
    </>
  )
}
