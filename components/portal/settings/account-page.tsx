'use client'
import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { memo } from 'react'
import { PageHead } from '@/components/layout/page-head'
import { ErrorState } from '@/components/ui/error-state'
import { Fact, Facts } from '@/components/ui/facts'
import { Time } from '@/components/ui/time'
import { appearanceQuery } from '@/lib/queries/leaderboard'
import { meQuery } from '@/lib/queries/me'
import { EmailState } from './email-state'
import { LookSettings } from './look-settings'
import { NoticeParts } from './notices/notice-parts'
import { Part } from './part'
import { SessionList } from './session-list'

// The server draws it, and what checks it comes after the page. React would draw it anew, without what was typed, if it changed before.
const AppearanceForm = memo(dynamic(() => import('./appearance-form').then((parts) => parts.AppearanceForm)))
const EmailForm = memo(dynamic(() => import('./email-form').then((parts) => parts.EmailForm)))
const PasswordForm = memo(dynamic(() => import('./password-form').then((parts) => parts.PasswordForm)))

export function AccountPage() {
  const t = useTranslations('settings')
  const query = useQuery(meQuery)
  const user = query.data?.user
  const { data: appearance } = useQuery(appearanceQuery)
  return (
    <>
      <PageHead title={t('title')} />
      {query.isError && <ErrorState error={query.error} onRetry={() => query.refetch()} busy={query.isFetching} />}
      <Part title={t('profile')} what={t('profileWhat')}>
        {user && (
          <>
            <Facts className="mb-4">
              <Fact term={t('username')}>{user.username}</Fact>
              <Fact term={t('group')}>{user.group}</Fact>
              <Fact term={t('since')}>
                <Time value={user.createdAt} look="day" />
              </Fact>
              <Fact term={t('keys')}>
                <Link href="/keys">{t('toKeys')}</Link>
              </Fact>
            </Facts>
            <EmailForm key={user.email} email={user.email} />
            {user.email !== null && <EmailState verified={user.emailVerified} mail={query.data?.settings.mail === true} />}
          </>
        )}
      </Part>
      <Part title={t('look')} what={t('lookWhat')}>
        <LookSettings />
      </Part>
      {user && <NoticeParts hasEmail={user.email !== null} />}
      <Part anchor="privacy" title={t('privacy')} what={t('privacyWhat')}>
        {appearance && <AppearanceForm key={`${appearance.shown} ${appearance.alias}`} {...appearance} />}
      </Part>
      <Part title={t('password')} what={t('othersEnd')}>
        <PasswordForm />
      </Part>
      <Part title={t('sessions')} what={t('sessionsWhat')} padded={false}>
        <SessionList />
      </Part>
    </>
  )
}
