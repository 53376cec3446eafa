'use client'
import { useQuery } from '@tanstack/react-query'
import { Landmark } from 'lucide-react'
import { type ClientSafeProvider, getProviders, signIn } from 'next-auth/react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'

/** One button for each configured identity provider; nothing while there is none. */
export function SsoButtons({ next }: { next: string }) {
  const t = useTranslations('auth')
  const { data } = useQuery({ queryKey: ['sign-in providers'], queryFn: async () => (await getProviders()) ?? {}, staleTime: Infinity })
  const others = Object.values<ClientSafeProvider>(data ?? {}).filter((provider) => provider.type !== 'credentials')
  if (others.length === 0) return null
  return (
    <div className="form">
      <div className="grid gap-2">
        {others.map((provider) => (
          <Button
            key={provider.id}
            className="btn-wide btn-sso"
            icon={<Landmark aria-hidden />}
            onClick={() => void signIn(provider.id, { callbackUrl: next })}
          >
            {t('signInWith', { name: provider.name })}
          </Button>
        ))}
      </div>
      <div className="or">{t('orPassword')}</div>
    </div>
  )
}
