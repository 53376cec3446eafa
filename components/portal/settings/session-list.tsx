'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { useErrorText } from '@/components/ui/error-text'
import { Skeleton } from '@/components/ui/skeleton'
import { Tag } from '@/components/ui/tag'
import { Time } from '@/components/ui/time'
import { notify } from '@/components/ui/toast'
import { meApi, sessionsQuery } from '@/lib/queries/me'
import { deviceName } from './device-name'

/** Lists the user's sessions. Each can be ended. */
export function SessionList() {
  const t = useTranslations('settings')
  const errorText = useErrorText()
  const client = useQueryClient()
  const query = useQuery(sessionsQuery)
  const end = async (work: Promise<unknown>) => {
    try {
      await work
      await client.invalidateQueries({ queryKey: sessionsQuery.queryKey })
      notify.done(t('ended'))
    } catch (error) {
      notify.fail(errorText(error))
    }
  }
  if (query.isError) return <ErrorState error={query.error} onRetry={() => query.refetch()} busy={query.isFetching} />
  const sessions = query.data?.sessions
  return (
    <ul className="settings">
      {!sessions && (
        <li className="setting after-a-moment">
          <Skeleton width="60%" />
        </li>
      )}
      {sessions?.map((session) => (
        <li key={session.id} className="setting">
          <div className="min-w-0">
            {deviceName(session.userAgent) ?? t('unknownDevice')} {session.current && <Tag tone="accent">{t('thisOne')}</Tag>}
            <p className="hint">
              {session.address ?? '–'} · {t('lastSeen')} <Time value={session.lastSeenAt} />
            </p>
          </div>
          {!session.current && (
            <div className="setting-control">
              <Button size="s" onClick={() => void end(meApi.endSession(session.id))}>
                {t('end')}
              </Button>
            </div>
          )}
        </li>
      ))}
      {sessions && sessions.length > 1 && (
        <li className="setting">
          <div>
            <Button size="s" variant="danger" onClick={() => void end(meApi.endOtherSessions())}>
              {t('endOthers')}
            </Button>
          </div>
        </li>
      )}
    </ul>
  )
}
