import { getTranslations } from 'next-intl/server'
import { Door } from '@/components/auth/door'
import { Doors } from '@/components/auth/doors'
import { LinkButton } from '@/components/ui/button'

export const generateMetadata = async () => ({ title: (await getTranslations('common.notFound'))('title') })

export default async function NotFound() {
  const t = await getTranslations('common.notFound')
  return (
    <Doors end={false}>
      <Door title={t('title')} subtitle={t('body')}>
        <LinkButton href="/" size="l" wide>
          {t('home')}
        </LinkButton>
      </Door>
    </Doors>
  )
}
