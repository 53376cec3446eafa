import { getTranslations } from 'next-intl/server'
import { Brand } from '@/components/layout/brand'
import { LinkButton } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'

export default async function NotFound() {
  const t = await getTranslations('common.notFound')
  return (
    <main className="mx-auto max-w-xl p-6">
      <Brand />
      <Empty heading="h1" title={t('title')} actions={<LinkButton href="/">{t('home')}</LinkButton>}>
        {t('body')}
      </Empty>
    </main>
  )
}
