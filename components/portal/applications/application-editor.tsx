'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { PageHead } from '@/components/layout/page-head'
import { Card } from '@/components/ui/card'
import { ErrorState } from '@/components/ui/error-state'
import { Note } from '@/components/ui/note'
import { Skeleton } from '@/components/ui/skeleton'
import { applicationFormQuery, applicationQuery } from '@/lib/queries/applications'
import { meQuery } from '@/lib/queries/me'
import { ApplicationFields } from './application-form'
import { isWritable } from './application-state'
import { Stepper } from './stepper'

interface Props {
  /** the draft that is written; undefined: a new one */
  id: string | undefined
  /** an earlier application that the new one begins with */
  from: string | undefined
  /** the key for which more is asked */
  forKey: string | undefined
  onSaved: (id: string) => void
  onClose: () => void
}

/** Loads what the form begins with. */
export function ApplicationEditor({ id, from, forKey, onSaved, onClose }: Props) {
  const t = useTranslations('applications')
  const form = useQuery(applicationFormQuery)
  const me = useQuery(meQuery).data
  const source = id ?? from
  const one = useQuery({ ...applicationQuery(source ?? ''), enabled: source !== undefined })
  const line = one.data?.application
  const failed = [form, one].find((query) => query.isError)
  const ready = form.data && me && (source === undefined || line)
  return (
    <>
      <PageHead title={t(forKey || line?.forKeyId ? 'moreTitle' : 'formTitle')} description={t('formWhat')} />
      <Stepper state={id === undefined ? 'draft' : (line?.state ?? 'draft')} />
      {line?.state === 'changes_asked' && line.reason !== null && <Note tone="warn">{line.reason}</Note>}
      <Card>
        {failed && <ErrorState error={failed.error} onRetry={() => failed.refetch()} busy={failed.isFetching} />}
        {!failed && !ready && <Skeleton className="h-80" />}
        {!failed && ready && id !== undefined && line && !isWritable(line.state) && <Note>{t('notWritable')}</Note>}
        {!failed && ready && (id === undefined || !line || isWritable(line.state)) && (
          <ApplicationFields
            id={id}
            line={line}
            form={form.data}
            email={me.user.email ?? ''}
            forKey={forKey}
            onSaved={onSaved}
            onClose={onClose}
          />
        )}
      </Card>
    </>
  )
}
