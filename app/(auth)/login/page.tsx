import { getTranslations } from 'next-intl/server'
import { Door } from '@/components/auth/door'
import { LoginForm } from '@/components/auth/login-form'

export const generateMetadata = async () => ({ title: (await getTranslations('auth'))('signIn') })

export default async function LoginPage() {
  const t = await getTranslations('auth')
  return (
    <Door title={t('signIn')} subtitle={t('signInSub')}>
      <LoginForm />
    </Door>
  )
}
