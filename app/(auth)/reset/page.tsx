import { getTranslations } from 'next-intl/server'
import { Door } from '@/components/auth/door'
import { ForgotForm } from '@/components/auth/forgot-form'
import { ResetForm } from '@/components/auth/reset-form'
import { LinkButton } from '@/components/ui/button'
import { Note } from '@/components/ui/note'
import { env } from '@/lib/env'

export const generateMetadata = async () => ({
  title: (await getTranslations('auth'))('forgotTitle'),
  // The address holds the link's token, so it must not be sent as a referrer.
  referrer: 'no-referrer',
})

export default async function ResetPage({ searchParams }: { searchParams: Promise<{ token?: string | string[] }> }) {
  const t = await getTranslations('auth')
  const { token } = await searchParams
  if (typeof token === 'string')
    return (
      <Door title={t('resetTitle')} subtitle={t('resetSub')}>
        <ResetForm token={token} />
      </Door>
    )
  if (env().SMTP_URL === undefined)
    return (
      <Door title={t('forgotTitle')}>
        <Note actions={<LinkButton href="/login">{t('signIn')}</LinkButton>}>{t('noMail')}</Note>
      </Door>
    )
  return (
    <Door title={t('forgotTitle')} subtitle={t('forgotSub')}>
      <ForgotForm />
    </Door>
  )
}
