'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Setting, SettingList } from '@/components/shared/setting'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { useErrorText } from '@/components/ui/error-text'
import { Hint } from '@/components/ui/hint'
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
    <SettingList>
      {!sessions && (
        <Setting>
          <div className="animate-appear">
            <Skeleton width="40%" />
            <Hint>
              <Skeleton width="60%" />
            </Hint>
          </div>
        </Setting>
      )}
      {sessions?.map((session) => (
        <Setting
          key={session.id}
          control={
            !session.current && (
              <Button size="s" onClick={() => void end(meApi.endSession(session.id))}>
                {t('end')}
              </Button>
            )
          }
        >
          {deviceName(session.userAgent) ?? t('unknownDevice')} {session.current && <Tag tone="accent">{t('thisOne')}</Tag>}
          <Hint>
            {session.address ?? '–'} · {t('lastSeen')} <Time value={session.lastSeenAt} />
          </Hint>
        </Setting>
      ))}
      {sessions && sessions.length > 1 && (
        <Setting>
          <Button size="s" variant="danger" onClick={() => void end(meApi.endOtherSessions())}>
            {t('endOthers')}
          </Button>
        </Setting>
      )}
    </SettingList>
  )
}
