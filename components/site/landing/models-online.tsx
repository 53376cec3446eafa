import { getLocale, getTranslations } from 'next-intl/server'
import { Spark } from '@/components/charts/spark'
import { currencySymbol, formatAmount } from '@/components/ui/format-money'
import { Tag } from '@/components/ui/tag'
import type { capabilities, modes } from '@/lib/catalog/names'
import type { ModelCard } from '@/lib/catalog/schema'
import type { ModelFigures } from '@/lib/usage/schema'

const words = [
  'thinking',
  'vision',
  'tools',
  'json',
  'embedding',
  'rerank',
  'image',
  'transcription',
  'speech',
] as const satisfies readonly ('thinking' | (typeof capabilities | typeof modes)[number])[]

interface Props {
  models: ModelCard[]
  figures: ReadonlyMap<string, ModelFigures>
  currency: string
}

/** Lists every model with what people choose by. The speed is shown once the model has been called. */
export async function ModelsOnline({ models, figures, currency }: Props) {
  const t = await getTranslations('landing')
  const locale = await getLocale()
  const price = (value: number | undefined) => (value ? formatAmount(value, locale, 2) : t('free'))
  const timed = models.some(({ id }) => figures.get(id)?.ttftMs)
  const count = (value: number, places: number) =>
    value.toLocaleString(locale, { minimumFractionDigits: places, maximumFractionDigits: places })
  return (
    <section className="band">
      <div className="site-in">
        <div className="band-head">
          <h2>{t('modelsTitle')}</h2>
          <p>
            {t('modelsUnit', { symbol: currencySymbol(currency) })}
            {timed && t('modelsSpeed')}
          </p>
        </div>
        <div className="card overflow-hidden">
          <table className="tbl online">
            <thead>
              <tr>
                <th>{t('model')}</th>
                <th>{t('abilities')}</th>
                <th className="right">{t('context')}</th>
                <th className="right">{t('input')}</th>
                <th className="right">{t('output')}</th>
                {timed && (
                  <>
                    <th className="right">{t('ttft')}</th>
                    <th className="right">{t('speed')}</th>
                  </>
                )}
              </tr>
            </thead>
            <tbody>
              {models.map((model) => {
                const speed = figures.get(model.id)
                return (
                  <tr key={model.id}>
                    <th scope="row">
                      <span className="break-all font-medium">{model.id}</span>
                      <small>{[model.name === model.id ? undefined : model.name, model.provider].filter(Boolean).join(' · ')}</small>
                    </th>
                    <td className="caps">
                      <span className="inline-flex gap-1.5">
                        {words
                          .filter((word) =>
                            word === 'thinking'
                              ? model.thinking === 'always' || model.thinking === 'optional'
                              : model.capabilities.includes(word) || model.modes.includes(word),
                          )
                          .map((word) => (
                            <Tag key={word}>{t(`caps.${word}`)}</Tag>
                          ))}
                      </span>
                    </td>
                    <td className="right" data-label={t('context')}>
                      {model.context === null ? '–' : `${Math.round(model.context / 1024)}K`}
                    </td>
                    <td className="right" data-label={t('input')}>
                      {price(model.price.input)}
                    </td>
                    <td className="right" data-label={t('output')}>
                      {model.modes.includes('chat') ? price(model.price.output) : '–'}
                    </td>
                    {timed && (
                      <>
                        <td className="right" data-label={t('ttft')}>
                          {speed && speed.ttftMs !== null ? (
                            <>
                              <Spark values={speed.hours.flatMap(({ ttftMs }) => ttftMs ?? [])} /> {count(speed.ttftMs / 1000, 2)}
                            </>
                          ) : (
                            '–'
                          )}
                        </td>
                        <td className="right" data-label={t('speed')}>
                          {speed?.tokensPerSecond ? count(speed.tokensPerSecond, 0) : '–'}
                        </td>
                      </>
                    )}
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      </div>
    </section>
  )
}
