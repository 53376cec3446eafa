import { getTranslations } from 'next-intl/server'
import { Door } from '@/components/auth/door'
import { Doors } from '@/components/auth/doors'
import { SetupForm } from '@/components/auth/setup-form'
import { AreaMessages } from '@/components/layout/area-messages'
import { LinkButton } from '@/components/ui/button'
import { Note } from '@/components/ui/note'
import { setupTokenCounts } from '@/lib/auth/setup'

export const generateMetadata = async () => ({
  title: (await getTranslations('auth'))('setupTitle'),
  // The address holds the one-time link, so it must not be sent as a referrer.
  referrer: 'no-referrer',
})

export default async function SetupPage({ searchParams }: { searchParams: Promise<{ token?: string | string[] }> }) {
  const t = await getTranslations('auth')
  const { token } = await searchParams
  const open = typeof token === 'string' && (await setupTokenCounts(token))
  return (
    <AreaMessages areas={['auth']}>
      <Doors>
        <Door title={open ? t('setupTitle') : t('setupClosedTitle')} subtitle={open ? t('setupSub') : undefined}>
          {open ? (
            <SetupForm token={token} />
          ) : (
            <>
              <Note tone="warn">{t('setupClosedBody')}</Note>
              <LinkButton href="/login" size="l" wide className="mt-4">
                {t('signIn')}
              </LinkButton>
            </>
          )}
        </Door>
      </Doors>
    </AreaMessages>
  )
}
