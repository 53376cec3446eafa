import { getTranslations } from 'next-intl/server'
import { Door } from './door'
import { Doors } from './doors'

/** Shown in place of every page to visitors from outside the networks that operators allow. */
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
