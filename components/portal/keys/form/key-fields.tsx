'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useWatch } from 'react-hook-form'
import { Field } from '@/components/form/field'
import { FormFields, FormGroup } from '@/components/form/form-fields'
import { RateFields } from '@/components/shared/limits/rate-fields'
import { SpendFields } from '@/components/shared/limits/spend-fields'
import { Hint } from '@/components/ui/hint'
import { Input } from '@/components/ui/input'
import { NumberStep } from '@/components/ui/number-step'
import { Switch } from '@/components/ui/switch'
import { groupsQuery } from '@/lib/queries/groups'
import { meQuery } from '@/lib/queries/me'
import { AmountField } from './amount-field'
import { ExpiryField } from './expiry-field'
import { GroupField } from './group-field'
import { IpField } from './ip-field'
import { ModelsField } from './models-field'

/** The fields of a key, for creating and for changing. Only creating has a count. */
export function KeyFields({ several }: { several: boolean }) {
  const t = useTranslations('keys')
  const me = useQuery(meQuery)
  const groups = useQuery(groupsQuery).data?.groups ?? []
  const group: string = useWatch({ name: 'group' })
  const names = groups.find(({ name, own }) => (group === '' ? own : name === group))?.models ?? []
  const wallet = me.data?.wallet
  return (
    <>
      {several ? (
        <div className="grid grid-cols-[minmax(0,1fr)_132px] gap-4 phone:gap-3">
          <NameField />
          <Field name="count" label={t('howMany')}>
            {({ value, onChange, onBlur, ref, ...rest }) => <NumberStep {...rest} value={value} onChange={onChange} min={1} max={100} />}
          </Field>
        </div>
      ) : (
        <NameField />
      )}
      <FormGroup>
        <AmountField balance={wallet && Number(wallet.balance) - Number(wallet.onHold)} />
      </FormGroup>
      <SpendFields names={['spendLimitPerDay', 'spendLimitPerMonth']} />
      <ExpiryField />
      <FormGroup>
        <ModelsField names={names} />
      </FormGroup>
      <IpField />
      <GroupField groups={groups} own={me.data?.user.group} />
      <FormGroup>
        <Field name="cache" label={t('cache')} hint={t('cacheHint')}>
          {({ id, value, onChange }) => (
            <Switch id={id} checked={value} onCheckedChange={onChange}>
              {t(value ? 'cacheOn' : 'cacheOff')}
            </Switch>
          )}
        </Field>
      </FormGroup>
      <FormGroup>
        <FormFields>
          <Hint>{t('ratesHint')}</Hint>
          <RateFields />
        </FormFields>
      </FormGroup>
    </>
  )
}

function NameField() {
  const t = useTranslations('keys')
  return (
    <Field name="name" label={t('name')}>
      {(control) => <Input {...control} autoComplete="off" maxLength={100} placeholder={t('namePlaceholder')} />}
    </Field>
  )
}
