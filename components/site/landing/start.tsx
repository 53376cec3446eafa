import { getTranslations } from 'next-intl/server'
import { SnippetTabs } from '@/components/shared/snippets/snippet-tabs'
import { Band, BandHead } from './band'

const steps = [1, 2, 3] as const

export async function Start({ publicUrl, model }: { publicUrl: string; model: string }) {
  const t = await getTranslations('landing')
  return (
    <Band className="grid grid-cols-[340px_minmax(0,1fr)] items-start gap-14 max-[1080px]:grid-cols-[minmax(0,1fr)] max-[1080px]:gap-6">
      <div>
        <BandHead title={t('stepsTitle')} />
        <ol>
          {steps.map((step) => (
            <li key={step} className="relative pb-6 pl-11">
              <span
                aria-hidden
                className="absolute top-0 left-0 grid size-6.5 place-items-center rounded-full border border-line-strong bg-surface text-[13px]"
              >
                {step}
              </span>
              {step < steps.length && <span aria-hidden className="absolute top-8 bottom-1.5 left-[13px] border-l border-line" />}
              <b className="block text-[15px] font-medium">{t(`step${step}`)}</b>
              <p className="mt-0.5 text-ink-2">{t(`step${step}Body`)}</p>
            </li>
          ))}
        </ol>
      </div>
      <div className="min-w-0 not-phone:[&_pre]:min-h-60">
        <SnippetTabs facts={{ publicUrl, secret: 'sk-…', model }} />
      </div>
    </Band>
  )
}
