import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Card } from '@/components/ui/card'
import { currencySymbol } from '@/components/ui/format-money'
import type { ModelCard } from '@/lib/catalog/schema'
import type { ModelFigures } from '@/lib/usage/schema'
import { Band, BandHead } from './band'
import { OnlineRow } from './online-row'

interface Props {
  models: ModelCard[]
  figures: ReadonlyMap<string, ModelFigures>
  currency: string
}

/** Lists every model with what people choose by. The speed is shown once the model has been called. */
export async function ModelsOnline({ models, figures, currency }: Props) {
  const t = await getTranslations('landing')
  const locale = await getLocale()
  const timed = models.some(({ id }) => figures.get(id)?.ttftMs)
  return (
    <Band>
      <BandHead title={t('modelsTitle')}>
        {t('modelsUnit', { symbol: currencySymbol(currency) })}
        {timed && t('modelsSpeed')}
      </BandHead>
      <Card padded={false} className="overflow-hidden">
        <table className="w-full phone:block">
          <thead className="border-b border-line bg-sunken phone:hidden">
            <tr>
              <Head>{t('model')}</Head>
              <Head>{t('abilities')}</Head>
              <Head figure>{t('context')}</Head>
              <Head figure>{t('input')}</Head>
              <Head figure>{t('output')}</Head>
              {timed && <Head figure>{t('ttft')}</Head>}
              {timed && <Head figure>{t('speed')}</Head>}
            </tr>
          </thead>
          <tbody className="phone:block">
            {models.map((model) => (
              <OnlineRow key={model.id} model={model} figures={figures.get(model.id)} timed={timed} t={t} locale={locale} />
            ))}
          </tbody>
        </table>
      </Card>
    </Band>
  )
}

const Head = ({ figure, children }: { figure?: boolean; children: ReactNode }) => (
  <th
    className={`h-9 px-2.5 text-[12.5px] font-normal whitespace-nowrap text-ink-2 first:pl-4 last:pr-4 ${figure ? 'text-right' : 'text-left'}`}
  >
    {children}
  </th>
)
