import { ChevronLeft } from 'lucide-react'
import Link from 'next/link'
import { notFound, redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { Suspense } from 'react'
import { AreaMessages } from '@/components/layout/area-messages'
import { idOfSegments, modelHref } from '@/components/layout/model-href'
import { PageHead } from '@/components/layout/page-head'
import { FactsCard } from '@/components/site/models/detail/facts-card'
import { LifecycleNote } from '@/components/site/models/detail/lifecycle-note'
import { LiveTiles, LiveTilesSkeleton } from '@/components/site/models/detail/live-tiles'
import { ModelSnippets } from '@/components/site/models/detail/model-snippets'
import { NowLine } from '@/components/site/models/detail/now-line'
import { PriceTable } from '@/components/site/models/detail/price-table'
import { ModelTags } from '@/components/site/models/model-tags'
import { LinkButton } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Note } from '@/components/ui/note'
import { currentUser } from '@/lib/auth/current-user'
import { publicModel } from '@/lib/catalog/public-models'
import { modelNow } from '@/lib/gateway/targets/model-now'
import { asSent } from '@/lib/json'
import { modelFigures } from '@/lib/usage/model-figures'

interface Props {
  params: Promise<{ id: string[] }>
}

/** The model of the address, if the reader may see it. */
async function seen({ params }: Props) {
  const user = await currentUser()
  const name = idOfSegments((await params).id)
  const found = name === null ? null : publicModel(name, user ?? undefined)
  return { name, signedIn: user !== null, found: found && asSent(found) }
}

export const generateMetadata = async (props: Props) => ({ title: (await seen(props)).found?.model.name })

export default async function Page(props: Props) {
  const { name, signedIn, found } = await seen(props)
  if (!found) notFound()
  const { model, ...prices } = found
  if (name !== model.id) redirect(modelHref(model.id))
  const t = await getTranslations('models.detail')
  return (
    <AreaMessages areas={['models', 'snippets']}>
      <div>
        <Link href="/models" className="inline-flex items-center gap-1 text-[13px] text-ink-2 hover:text-ink">
          <ChevronLeft size={14} aria-hidden />
          {t('all')}
        </Link>
        <PageHead
          title={
            <span className="inline-flex flex-wrap items-center gap-x-2.5">
              {model.name}
              <ModelTags model={model} />
            </span>
          }
          description={[model.provider, model.size, model.field].filter(Boolean).join(' · ')}
          actions={
            <>
              <CopyButton text={model.id} label={t('copyId')} words variant="default" size="m" />
              {model.modes.includes('chat') && (
                <LinkButton variant="primary" href={`/chat?model=${encodeURIComponent(model.id)}`}>
                  {t('tryChat')}
                </LinkButton>
              )}
            </>
          }
        />
      </div>
      <LifecycleNote model={model} />
      {model.demo && <Note>{t('demo')}</Note>}
      {model.modes.includes('tool') && <Note>{t('tool')}</Note>}
      <NowLine now={modelNow(model.id)} />
      <Suspense fallback={<LiveTilesSkeleton />}>
        <LiveTiles figures={modelFigures().then((all) => all.get(model.id))} />
      </Suspense>
      <div className="grid items-start gap-4 @min-[900px]/page:grid-cols-[minmax(0,1fr)_340px]">
        <div className="flex min-w-0 flex-col gap-6">
          <PriceTable model={model} {...prices} signedIn={signedIn} />
          <ModelSnippets id={model.id} modes={model.modes} />
        </div>
        <FactsCard model={model} />
      </div>
    </AreaMessages>
  )
}
