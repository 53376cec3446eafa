'use client'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { CopyButton } from '@/components/ui/copy-button'
import { Fact, Facts } from '@/components/ui/facts'
import type { RecordDetail } from '@/lib/usage/schema'
import { AutoChoice } from './auto-choice'
import { CallTags } from './call-tags'

/** What is known of a call besides its charge and its time. */
export function RecordFacts({ record }: { record: RecordDetail }) {
  const t = useTranslations('logs')
  const { user, clientRequestId, modelUsed, cacheAge, address, finishReason } = record
  return (
    <Facts>
      <Fact term={t('requestId')}>
        <span className="flex items-center gap-1">
          <code className="truncate">{record.id}</code>
          <CopyButton text={record.id} label={t('requestId')} />
        </span>
      </Fact>
      {user && (
        <Fact term={t('user')}>
          <Link href={`/admin/users?q=${encodeURIComponent(user.name)}&user=${user.id}`}>{user.name}</Link>
        </Fact>
      )}
      <CodeFact term={t('clientRequestId')}>{clientRequestId}</CodeFact>
      <CodeFact term={t('endpoint')}>{record.endpoint}</CodeFact>
      {modelUsed !== null && modelUsed !== record.model && <Fact term={t('modelUsed')}>{modelUsed}</Fact>}
      {cacheAge !== null && <Fact term={t('cacheAge')}>{t('cacheAgeIs', { seconds: cacheAge })}</Fact>}
      <AutoChoice record={record} />
      <CallTags tags={record.tags} />
      <Fact term={t('group')}>{record.group}</Fact>
      <CodeFact term={t('address')}>{address}</CodeFact>
      <CodeFact term={t('finish')}>{finishReason}</CodeFact>
      <Fact term={t('content')}>{t('notRecorded')}</Fact>
    </Facts>
  )
}

const CodeFact = ({ term, children }: { term: string; children: string | null }) =>
  children !== null && (
    <Fact term={term}>
      <code>{children}</code>
    </Fact>
  )
