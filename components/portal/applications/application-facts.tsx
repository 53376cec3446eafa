'use client'
import { useFormatter, useTranslations } from 'next-intl'
import { Fact, Facts } from '@/components/ui/facts'
import { SheetSection } from '@/components/ui/sheet'
import type { Allowance, ApplicationLine } from '@/lib/applications/schema'

/** What was asked for, and beside it what was given where that differs. */
export function ApplicationFacts({ application }: { application: ApplicationLine }) {
  const t = useTranslations('applications')
  const { granted } = application
  const both = (show: (allowance: Allowance) => string) => {
    const asked = show(application)
    const given = granted && show(granted)
    return given === null || given === asked ? asked : t('givenOf', { given, asked })
  }
  const format = useFormatter()
  return (
    <SheetSection title={t('details')}>
      <Facts>
        <Fact term={t('email')}>{application.email || '–'}</Fact>
        <Fact term={t('purpose')}>
          <span className="whitespace-pre-line">{application.purpose || '–'}</span>
        </Fact>
        {application.project && <Fact term={t('project')}>{application.project}</Fact>}
        {application.supervisor && <Fact term={t('supervisor')}>{application.supervisor}</Fact>}
        <Fact term={t('models')}>{both(({ models }) => models?.join(', ') ?? t('allModels'))}</Fact>
        <Fact term={t('rpm')}>{both(({ rpm }) => format.number(rpm))}</Fact>
        <Fact term={t('tpm')}>{both(({ tpm }) => format.number(tpm))}</Fact>
        <Fact term={t('weeklyTokens')}>{both(({ weeklyTokens }) => format.number(weeklyTokens))}</Fact>
        <Fact term={t('endsOn')}>{both(({ endsOn }) => endsOn)}</Fact>
      </Facts>
    </SheetSection>
  )
}
