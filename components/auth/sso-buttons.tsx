'use client'
import { Landmark } from 'lucide-react'
import type { ClientSafeProvider } from 'next-auth/react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { FormFields } from '@/components/form/form-fields'
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
    <FormFields>
      <div className="grid gap-2">
        {providers.map((provider) => (
          <Button
            key={provider.id}
            size="l"
            wide
            variant="soft"
            icon={<Landmark aria-hidden />}
            onClick={() => void auth().then(({ signIn }) => signIn(provider.id, { callbackUrl: next }))}
          >
            {t('signInWith', { name: provider.name })}
          </Button>
        ))}
      </div>
      <div className="my-1 flex items-center gap-3 text-[12.5px] text-ink-2 before:flex-1 before:border-t before:border-line after:flex-1 after:border-t after:border-line">
        {t('orPassword')}
      </div>
    </FormFields>
  )
}
