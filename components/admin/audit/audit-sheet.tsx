'use client'
import { useTranslations } from 'next-intl'
import { CopyButton } from '@/components/ui/copy-button'
import { Sheet } from '@/components/ui/sheet'
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
          <section>
            <dl className="kv">
              <dt>{t('actor')}</dt>
              <dd>{entry.actor ? `${entry.actor.username} · #${entry.actor.id}` : t('system')}</dd>
              <dt>{t('action')}</dt>
              <dd>
                <code>{entry.action}</code>
              </dd>
              <dt>{t('subject')}</dt>
              <dd>
                <code>{entry.subject ?? '–'}</code>
              </dd>
              <dt>{t('address')}</dt>
              <dd>{entry.address ?? '–'}</dd>
              <dt>{t('requestId')}</dt>
              <dd>
                <code>{entry.requestId ?? '–'}</code>
              </dd>
            </dl>
          </section>
          <section>
            <h3>{t('changes')}</h3>
            <Changes entry={entry} />
          </section>
        </>
      )}
    </Sheet>
  )
}

function Changes({ entry }: { entry: AuditEntry }) {
  const t = useTranslations('adminAudit')
  const changes = changesOf(entry.before, entry.after)
  if (changes.length === 0) return <p className="hint">{t('noChanges')}</p>
  return (
    <dl className="audit-diff">
      {changes.map(({ path, before, after }) => (
        <div key={path}>
          <dt>{path || t('value')}</dt>
          <dd>
            {before !== undefined && (
              <del>
                <span className="sr-only">{t('was')}</span>
                {before === '' ? '""' : before}
              </del>
            )}
            {after !== undefined && (
              <ins>
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
