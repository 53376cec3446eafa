import { getLocale, getTranslations } from 'next-intl/server'
import { Card } from '@/components/ui/card'
import { currencySymbol } from '@/components/ui/format-money'
import { TableHead, TableHeader, TableRow } from '@/components/ui/table'
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
          <TableHeader className="phone:hidden">
            <TableRow>
              <TableHead>{t('model')}</TableHead>
              <TableHead>{t('abilities')}</TableHead>
              <TableHead align="right">{t('context')}</TableHead>
              <TableHead align="right">{t('input')}</TableHead>
              <TableHead align="right">{t('output')}</TableHead>
              {timed && <TableHead align="right">{t('ttft')}</TableHead>}
              {timed && <TableHead align="right">{t('speed')}</TableHead>}
            </TableRow>
          </TableHeader>
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
