'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useWatch } from 'react-hook-form'
import { Field } from '@/components/form/field'
import { RateFields } from '@/components/shared/limits/rate-fields'
import { SpendFields } from '@/components/shared/limits/spend-fields'
import { Input } from '@/components/ui/input'
import { MultiSelect } from '@/components/ui/multi-select'
import { NumberStep } from '@/components/ui/number-step'
import { Switch } from '@/components/ui/switch'
import { groupsQuery } from '@/lib/queries/groups'
import { meQuery } from '@/lib/queries/me'
import { AmountField } from './amount-field'
import { ExpiryField } from './expiry-field'
import { GroupField } from './group-field'
import { IpField } from './ip-field'

/** The fields of a key, for creating and for changing. Only creating has a count. */
export function KeyFields({ several }: { several: boolean }) {
  const t = useTranslations('keys')
  const me = useQuery(meQuery)
  const groups = useQuery(groupsQuery).data?.groups ?? []
  const group: string = useWatch({ name: 'group' })
  const names = groups.find(({ name, own }) => (group === '' ? own : name === group))?.models ?? []
  const chosen: string[] = useWatch({ name: 'models' })
  const wallet = me.data?.wallet
  return (
    <>
      <div className={several ? 'key-two' : undefined}>
        <Field name="name" label={t('name')}>
          {(control) => <Input {...control} autoComplete="off" maxLength={100} placeholder={t('namePlaceholder')} />}
        </Field>
        {several && (
          <Field name="count" label={t('howMany')}>
            {({ value, onChange, onBlur, ref, ...rest }) => <NumberStep {...rest} value={value} onChange={onChange} min={1} max={100} />}
          </Field>
        )}
      </div>
      <AmountField balance={wallet && Number(wallet.balance) - Number(wallet.onHold)} />
      <SpendFields names={['spendLimitPerDay', 'spendLimitPerMonth']} />
      <ExpiryField />
      <Field
        name="models"
        label={t('models')}
        optional
        className="form-group"
        aside={t('modelsChosen', { chosen: chosen.length, all: names.length })}
        hint={t('modelsHint', { all: names.length })}
      >
        {({ value, onChange, id, ref, ...rest }) => (
          <MultiSelect
            id={id}
            ref={ref}
            aria-label={t('models')}
            aria-invalid={rest['aria-invalid']}
            aria-describedby={rest['aria-describedby']}
            options={names}
            value={value}
            onValueChange={onChange}
            placeholder={t('modelsPlaceholder')}
          />
        )}
      </Field>
      <IpField />
      <GroupField groups={groups} own={me.data?.user.group} />
      <Field name="cache" label={t('cache')} hint={t('cacheHint')} className="form-group">
        {({ id, value, onChange }) => (
          <Switch id={id} checked={value} onCheckedChange={onChange}>
            {t(value ? 'cacheOn' : 'cacheOff')}
          </Switch>
        )}
      </Field>
      <section className="form form-group">
        <p className="hint">{t('ratesHint')}</p>
        <RateFields />
      </section>
    </>
  )
}
