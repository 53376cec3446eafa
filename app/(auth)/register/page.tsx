import { getTranslations } from 'next-intl/server'
import { Door } from '@/components/auth/door'
import { RegisterForm } from '@/components/auth/register-form'

export const generateMetadata = async () => ({ title: (await getTranslations('auth'))('register') })

export default async function RegisterPage() {
  const t = await getTranslations('auth')
  return (
    <Door title={t('register')} subtitle={t('registerSub')}>
      <RegisterForm />
    </Door>
  )
}
