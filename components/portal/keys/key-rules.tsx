'use client'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Fact, Facts } from '@/components/ui/facts'
import { Time } from '@/components/ui/time'
import type { ShownKey } from '@/lib/keys/schema'
import { useKeyLimits } from './use-key-limits'

/** What a key may do, and when it was made and used. */
export function KeyRules({ apiKey }: { apiKey: ShownKey }) {
  const t = useTranslations('keys')
  const limits = useKeyLimits()(apiKey)
  return (
    <Facts>
      {apiKey.stoppedReason !== null && <Fact term={t('states.stopped')}>{apiKey.stoppedReason}</Fact>}
      {apiKey.applicationId !== null && (
        <Fact term={t('granted')}>
          <Link href={`/applications?open=${apiKey.applicationId}`}>{t('toApplication')}</Link>
        </Fact>
      )}
      {limits.map(({ label, value }) => (
        <Fact key={label} term={label}>
          {value}
        </Fact>
      ))}
      {limits.length === 0 && <Fact term={t('limits')}>{t('limitsOfAccount')}</Fact>}
      <Fact term={t('models')}>{apiKey.models === null ? t('allModels') : apiKey.models.join(', ')}</Fact>
      <Fact term={t('allowedIps')}>
        {apiKey.allowedIps.length > 0 ? (
          <span className="whitespace-pre-line font-mono">{apiKey.allowedIps.join('\n')}</span>
        ) : (
          t('anywhere')
        )}
      </Fact>
      <Fact term={t('group')}>{apiKey.group ?? t('ownGroupShort')}</Fact>
      <Fact term={t('cache')}>{t(apiKey.cache ? 'cacheOn' : 'cacheOff')}</Fact>
      <Fact term={t('expires')}>{apiKey.expiresAt === null ? t('never') : <Time value={apiKey.expiresAt} />}</Fact>
      <Fact term={t('created')}>
        <Time value={apiKey.createdAt} />
      </Fact>
      <Fact term={t('lastUsed')}>
        <Time value={apiKey.lastUsedAt} />
      </Fact>
    </Facts>
  )
}
