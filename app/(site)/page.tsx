import { AreaMessages } from '@/components/layout/area-messages'
import { Hero } from '@/components/site/landing/hero'
import { ModelsOnline } from '@/components/site/landing/models-online'
import { Start } from '@/components/site/landing/start'
import { TermsOfUse } from '@/components/site/landing/terms-of-use'
import { currentUser } from '@/lib/auth/current-user'
import { catalog } from '@/lib/catalog/catalog'
import { publicModels } from '@/lib/catalog/public-models'
import { answersNow } from '@/lib/gateway/targets/answers-now'
import { asSent } from '@/lib/json'
import { formatNanos } from '@/lib/money'
import { settings } from '@/lib/settings/settings'
import { modelFigures } from '@/lib/usage/model-figures'
import { suggestModels } from '@/lib/usage/suggest-models'
import { readSite } from '../read-site'

export default async function StartPage() {
  const user = await currentUser()
  const site = readSite()
  const { models, configured } = publicModels(user ?? undefined)
  const chats = (model: { modes: string[] }) => Number(model.modes.includes('chat'))
  const online = models.filter((model) => !configured || !model.demo).sort((a, b) => chats(b) - chats(a))
  const limits = catalog().groups.get(user?.group ?? 'default')?.limits
  const [sample = 'auto'] = await suggestModels({ models: online, userId: user?.id, answers: (id) => answersNow(id, user?.id ?? null) })
  return (
    <AreaMessages areas={['snippets']}>
      <Hero publicUrl={site.publicUrl} signedIn={user !== null} online={online.length} configured={configured} />
      <Start publicUrl={site.publicUrl} model={sample} />
      {online.length > 0 && <ModelsOnline models={asSent(online)} figures={await modelFigures()} currency={site.currency} />}
      <TermsOfUse site={site} bonus={formatNanos(settings().signUpBonus, 2)} rpm={limits?.rpm ?? null} tpm={limits?.tpm ?? null} />
    </AreaMessages>
  )
}
