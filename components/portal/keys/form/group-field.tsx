'use client'
import { useTranslations } from 'next-intl'
import { Field } from '@/components/form/field'
import { Select } from '@/components/ui/select'
import type { GroupChoice } from '@/lib/catalog/group-schema'

/** The group decides price and limits. Without a choice the key follows its user's group. */
export function GroupField({ groups, own }: { groups: readonly GroupChoice[]; own: string | undefined }) {
  const t = useTranslations('keys')
  const facts = (group: GroupChoice) =>
    [
      t('multiplier', { factor: group.multiplier }),
      group.rpm === null || group.rpm === undefined ? undefined : t('perMinute', { count: group.rpm }),
    ]
      .filter(Boolean)
      .join(' · ')
  const ownGroup = groups.find((group) => group.name === own)
  const options = [
    { value: '', label: t('ownGroup', { name: own ?? '' }), aside: ownGroup && facts(ownGroup) },
    ...groups.filter((group) => group.name !== own).map((group) => ({ value: group.name, label: group.name, aside: facts(group) })),
  ]
  return (
    <Field name="group" label={t('group')} hint={t('groupHint')}>
      {({ value, onChange, id, name, ref }) => (
        <Select id={id} name={name} ref={ref} options={options} value={value} onValueChange={onChange} />
      )}
    </Field>
  )
}
