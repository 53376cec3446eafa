'use client'
import clsx from 'clsx'
import { useTranslations } from 'next-intl'
import { CopyButton } from '@/components/ui/copy-button'
import { Fact, Facts } from '@/components/ui/facts'
import { Hint } from '@/components/ui/hint'
import { Sheet, SheetSection } from '@/components/ui/sheet'
import { Time } from '@/components/ui/time'
import type { AuditEntry } from '@/lib/audit/schema'
import { actionText } from './action-text'
import { changesOf } from './changes'

interface Props {
  entry: AuditEntry | undefined
  onClose: () => void
  onPrevious?: (() => void) | undefined
  onNext?: (() => void) | undefined
}

/** Shows one audit entry: who, from where, and what changed. */
export function AuditSheet({ entry, onClose, onPrevious, onNext }: Props) {
  const t = useTranslations('adminAudit')
  return (
    <Sheet
      open={entry !== undefined}
      onOpenChange={(open) => !open && onClose()}
      title={entry ? actionText(t, entry.action) : ''}
      subtitle={entry && <Time value={entry.time} look="clock" />}
      onPrevious={onPrevious}
      onNext={onNext}
      footer={entry && <CopyButton text={JSON.stringify(entry, null, 2)} label={t('copyJson')} words />}
    >
      {entry && (
        <>
          <SheetSection>
            <Facts>
              <Fact term={t('actor')}>{entry.actor ? `${entry.actor.username} · #${entry.actor.id}` : t('system')}</Fact>
              <Fact term={t('action')}>
                <code>{entry.action}</code>
              </Fact>
              <Fact term={t('subject')}>
                <code>{entry.subject ?? '–'}</code>
              </Fact>
              <Fact term={t('address')}>{entry.address ?? '–'}</Fact>
              <Fact term={t('requestId')}>
                <code>{entry.requestId ?? '–'}</code>
              </Fact>
            </Facts>
          </SheetSection>
          <SheetSection title={t('changes')}>
            <Changes entry={entry} />
          </SheetSection>
        </>
      )}
    </Sheet>
  )
}

function Changes({ entry }: { entry: AuditEntry }) {
  const t = useTranslations('adminAudit')
  const changes = changesOf(entry.before, entry.after)
  if (changes.length === 0) return <Hint>{t('noChanges')}</Hint>
  const lines = 'wrap-anywhere block whitespace-pre-wrap rounded-sm px-2 py-0.5 font-mono text-[12.5px]/5 no-underline'
  return (
    <dl className="grid gap-2.5 text-[13px]">
      {changes.map(({ path, before, after }) => (
        <div key={path}>
          <dt className="text-ink-2">{path || t('value')}</dt>
          <dd className="grid min-w-0 gap-1">
            {before !== undefined && (
              <del className={clsx(lines, 'bg-bad-soft text-bad-text')}>
                <span className="sr-only">{t('was')}</span>
                {before === '' ? '""' : before}
              </del>
            )}
            {after !== undefined && (
              <ins className={clsx(lines, 'bg-ok-soft text-ok-text')}>
                <span className="sr-only">{t('is')}</span>
                {after === '' ? '""' : after}
              </ins>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}
