import { getLocale, getTranslations } from 'next-intl/server'
import { formatMoney } from '@/components/ui/format-money'
import type { Site } from '@/components/ui/site-context'
import { Band, BandHead } from './band'

interface Props {
  site: Site
  /** money as text */
  bonus: string
  rpm: number | null
  tpm: number | null
}

const who = { open: 'whoOpen', invite: 'whoInvite', closed: 'whoClosed' } as const

/** Sentences made from the current settings, so that they are always true. */
export async function TermsOfUse({ site, bonus, rpm, tpm }: Props) {
  const t = await getTranslations('landing')
  const locale = await getLocale()
  const count = (value: number) => value.toLocaleString(locale)
  const limits = [rpm && t('limitRpm', { count: count(rpm) }), tpm && t('limitTpm', { count: count(tpm) })].filter(Boolean)
  const facts = [
    {
      name: t('who'),
      what: t(who[site.registration]),
      more: Number(bonus) > 0 ? t('bonus', { money: formatMoney(bonus, site.currency, locale, 2) }) : t('noBonus'),
    },
    { name: t('limits'), what: limits.length > 0 ? limits.join(locale === 'en' ? ', ' : '，') : t('limitNone'), more: t('limitMore') },
    { name: t('billing'), what: t('billingBody'), more: t('billingMore') },
    { name: t('compatible'), what: t('compatibleBody'), more: t('compatibleMore') },
  ]
  return (
    <Band>
      <BandHead title={t('factsTitle')} />
      <dl className="grid grid-cols-[repeat(auto-fit,minmax(240px,1fr))] gap-px overflow-hidden rounded-md border border-line bg-line">
        {facts.map((fact) => (
          <div key={fact.name} className="bg-surface px-5 pt-4 pb-4.5">
            <dt className="text-[12.5px] text-ink-2">{fact.name}</dt>
            <dd className="mt-0.5 text-[15px]">
              {fact.what}
              <small className="block text-[12.5px] text-ink-2">{fact.more}</small>
            </dd>
          </div>
        ))}
      </dl>
    </Band>
  )
}
