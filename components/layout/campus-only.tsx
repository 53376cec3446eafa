import { getTranslations } from 'next-intl/server'
import { Empty } from '@/components/ui/empty'
import { Brand } from './brand'

/** In place of every page for somebody outside the networks that operators keep it to. */
export async function CampusOnly() {
  const t = await getTranslations('common.campus')
  return (
    <main className="mx-auto max-w-xl p-6">
      <Brand />
      <Empty title={t('title')}>{t('body')}</Empty>
    </main>
  )
}
