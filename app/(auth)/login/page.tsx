import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { Door } from '@/components/auth/door'
import { LoginForm } from '@/components/auth/login-form'
import { safeNext } from '@/components/auth/safe-next'
import { currentUser } from '@/lib/auth/current-user'

export const generateMetadata = async () => ({ title: (await getTranslations('auth'))('signIn') })

export default async function LoginPage({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  const { next } = await searchParams
  if (await currentUser()) redirect(safeNext(typeof next === 'string' ? next : undefined))
  const t = await getTranslations('auth')
  return (
    <Door title={t('signIn')} subtitle={t('signInSub')}>
      <LoginForm />
    </Door>
  )
}
