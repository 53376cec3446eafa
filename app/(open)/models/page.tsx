import { getTranslations } from 'next-intl/server'
import { AreaMessages } from '@/components/layout/area-messages'
import { ModelBrowser } from '@/components/site/models/model-browser'
import { currentUser } from '@/lib/auth/current-user'
import { publicModels } from '@/lib/catalog/public-models'
import { asSent } from '@/lib/json'
import { modelFigures } from '@/lib/usage/model-figures'

export const generateMetadata = async () => ({ title: (await getTranslations('models'))('title') })

export default async function Page() {
  const user = await currentUser()
  const { models, group } = publicModels(user ?? undefined)
  return (
    <AreaMessages areas={['models']}>
      <ModelBrowser models={asSent(models)} figures={figuresOf(models.map(({ id }) => id))} group={user ? group : null} />
    </AreaMessages>
  )
}

/** Only the figures of what the reader may see leave the server. */
async function figuresOf(ids: string[]) {
  const all = await modelFigures()
  return Object.fromEntries(
    ids.flatMap((id) => {
      const figures = all.get(id)
      return figures ? [[id, { ttftMs: figures.ttftMs, tokensPerSecond: figures.tokensPerSecond, success: figures.success }]] : []
    }),
  )
}
