import { useTranslations } from 'next-intl'
import { type UnitName, type Units, unitNames } from '@/lib/units'

const besideTokens = unitNames.filter((unit) => !unit.endsWith('Tokens') && unit !== 'requests')

/** What was used of these units, in words ("2 images · 61.5 s of audio"); empty if nothing was. */
export function useUsed(): (units: Units, of?: readonly UnitName[]) => string {
  const t = useTranslations('common')
  return (units, of = besideTokens) =>
    of
      .filter((unit) => units[unit] > 0)
      .map((unit) => t('used', { unit, count: units[unit] }))
      .join(' · ')
}
