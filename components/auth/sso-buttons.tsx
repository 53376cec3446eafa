'use client'
import { Landmark } from 'lucide-react'
import type { ClientSafeProvider } from 'next-auth/react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'

/** Loaded after the page, which does not need it to be read. */
const auth = () => import('next-auth/react')

/** One button for each configured identity provider. */
export function SsoButtons({ next }: { next: string }) {
  const t = useTranslations('auth')
  const [providers, setProviders] = useState<ClientSafeProvider[]>([])
  useEffect(() => {
    void auth()
      .then(({ getProviders }) => getProviders())
      .then(
        (found) => setProviders(Object.values<ClientSafeProvider>(found ?? {}).filter((provider) => provider.type !== 'credentials')),
        () => undefined, // Without the list of providers the password still works.
      )
  }, [])
  if (providers.length === 0) return null
  return (
    <div className="form">
      <div className="grid gap-2">
        {providers.map((provider) => (
          <Button
            key={provider.id}
            className="btn-wide btn-sso"
            icon={<Landmark aria-hidden />}
            onClick={() => void auth().then(({ signIn }) => signIn(provider.id, { callbackUrl: next }))}
          >
            {t('signInWith', { name: provider.name })}
          </Button>
        ))}
      </div>
      <div className="or">{t('orPassword')}</div>
    </div>
  )
}
