'use client'
import { useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { Timeline } from '@/components/shared/applications/timeline'
import { Fact, Facts } from '@/components/ui/facts'
import { FieldError } from '@/components/ui/field-error'
import { Hint } from '@/components/ui/hint'
import { Textarea } from '@/components/ui/input'
import { SheetSection } from '@/components/ui/sheet'
import { Time } from '@/components/ui/time'
import type { QueuedApplication, QueuedOne } from '@/lib/applications/schema'
import { queuedApplicationQuery } from '@/lib/queries/applications'
import type { BodyProps } from '../queue-kind'
import { AllowanceTable } from './allowance-table'
import { CommentForm } from './comment-form'
import type { AllowanceDraft } from './draft'
import { ModelsGiven } from './models-given'

/** What an applicant asks for, who that is, and what the operator gives. */
export function ApplicationBody({ row, draft, onDraft, faults }: BodyProps<QueuedApplication, AllowanceDraft>) {
  const t = useTranslations('adminApprovals')
  const data = useQuery(queuedApplicationQuery(row.id)).data
  const waits = row.state === 'submitted'
  const fault = Object.entries(faults).find(([name]) => name === 'note' || name.startsWith('submitted'))
  return (
    <>
      <Purpose row={row} past={data?.past} />
      <ModelsGiven row={row} draft={draft} onDraft={onDraft} faults={faults} usable={data?.models ?? []} />
      <SheetSection title={t('application.allowance')}>
        <AllowanceTable row={row} defaults={data?.defaults} draft={draft} onDraft={onDraft} faults={faults} />
      </SheetSection>
      {waits && (
        <SheetSection title={t('application.note')}>
          <Textarea
            aria-label={t('application.note')}
            rows={2}
            maxLength={2000}
            value={draft.note}
            onChange={(event) => onDraft({ ...draft, note: event.target.value })}
          />
          {fault ? (
            <FieldError>{fault[1]}</FieldError>
          ) : (
            <Hint>{t(row.forKeyId === null ? 'application.givesKey' : 'application.raisesKey')}</Hint>
          )}
        </SheetSection>
      )}
      <SheetSection title={t('application.timeline')}>
        {data && <Timeline events={data.events} />}
        <CommentForm id={row.id} />
      </SheetSection>
    </>
  )
}

function Purpose({ row, past }: { row: QueuedApplication; past: QueuedOne['past'] | undefined }) {
  const t = useTranslations('adminApprovals')
  const format = useFormatter()
  return (
    <SheetSection>
      <p className="wrap-anywhere mb-3 whitespace-pre-line border-line-strong border-l-2 pl-3 leading-6.5">{row.purpose}</p>
      <Facts>
        {row.project && <Fact term={t('application.project')}>{row.project}</Fact>}
        {row.supervisor && <Fact term={t('application.supervisor')}>{row.supervisor}</Fact>}
        {row.forKeyId !== null && <Fact term={t('application.forKey')}>{row.forKeyId}</Fact>}
        {past && (
          <Fact term={t('application.past')}>
            {t('application.pastTokens', { tokens: format.number(past.tokens, { notation: 'compact' }) })} ·{' '}
            {t.rich('application.registered', { when: () => <Time value={past.since} look="day" /> })}
          </Fact>
        )}
        {past && past.earlier.length > 0 && (
          <Fact term={t('application.earlier')}>
            {past.earlier.map(({ id, state, at }) => (
              <span key={id} className="block">
                <Time value={at} look="day" /> {t(`states.${state}`)}
              </span>
            ))}
          </Fact>
        )}
        {row.decidedBy !== null && (
          <Fact term={t(`states.${row.state}`)}>
            {row.decidedBy} · <Time value={row.decidedAt} look="clock" />
          </Fact>
        )}
      </Facts>
    </SheetSection>
  )
}
