import { getTranslations } from 'next-intl/server'
import { Door } from '@/components/auth/door'
import { RegisterForm } from '@/components/auth/register-form'
import { LinkButton } from '@/components/ui/button'
import { Note } from '@/components/ui/note'
import { settings } from '@/lib/settings/settings'

export const generateMetadata = async () => ({ title: (await getTranslations('auth'))('register') })

export default async function RegisterPage() {
  const t = await getTranslations('auth')
  if (settings().registration === 'closed')
    return (
      <Door title={t('closedTitle')}>
        <Note actions={<LinkButton href="/login">{t('signIn')}</LinkButton>}>{t('closedBody')}</Note>
      </Door>
    )
  return (
    <Door title={t('register')} subtitle={t('registerSub')}>
      <RegisterForm />
    </Door>
  )
}
