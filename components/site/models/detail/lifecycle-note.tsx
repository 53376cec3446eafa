import { getNow, getTimeZone, getTranslations } from 'next-intl/server'
import { modelHref } from '@/components/layout/model-href'
import { isoDay } from '@/components/ui/format-time'
import { Note } from '@/components/ui/note'
import { TextLink } from '@/components/ui/text-link'
import type { ModelCard } from '@/lib/catalog/schema'

/** Says since when a model is given up, when it will be gone, and which one to use instead. */
export async function LifecycleNote({ model }: { model: ModelCard }) {
  const { deprecatedAt, sunsetAt, successor } = model
  if (deprecatedAt === null) return null
  const t = await getTranslations('models.detail')
  const today = isoDay(await getNow(), await getTimeZone())
  return (
    <Note tone="warn">
      {t(deprecatedAt <= today ? 'deprecatedSince' : 'deprecatedFrom', { day: deprecatedAt })}{' '}
      {sunsetAt !== null && t('sunset', { day: sunsetAt })}{' '}
      {successor !== null &&
        t.rich('successor', {
          model: successor,
          link: (name) => <TextLink href={modelHref(successor)}>{name}</TextLink>,
        })}
    </Note>
  )
}
