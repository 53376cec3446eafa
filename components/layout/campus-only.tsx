import { getTranslations } from 'next-intl/server'
import { Door } from '@/components/auth/door'
import { Doors } from '@/components/auth/doors'

/** In place of every page for somebody outside the networks that operators keep it to. */
export async function CampusOnly() {
  const t = await getTranslations('common.campus')
  return (
    <Doors end={false}>
      <Door title={t('title')} subtitle={t('body')}>
        {null}
      </Door>
    </Doors>
  )
}
