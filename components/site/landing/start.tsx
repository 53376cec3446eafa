import { getTranslations } from 'next-intl/server'
import { SnippetTabs } from '@/components/shared/snippets/snippet-tabs'

export async function Start({ publicUrl, model }: { publicUrl: string; model: string }) {
  const t = await getTranslations('landing')
  return (
    <section className="band">
      <div className="site-in start">
        <div>
          <div className="band-head">
            <h2>{t('stepsTitle')}</h2>
          </div>
          <ol className="steps">
            {([1, 2, 3] as const).map((step) => (
              <li key={step}>
                <b>{t(`step${step}`)}</b>
                <p>{t(`step${step}Body`)}</p>
              </li>
            ))}
          </ol>
        </div>
        <SnippetTabs facts={{ publicUrl, secret: 'sk-…', model }} />
      </div>
    </section>
  )
}
