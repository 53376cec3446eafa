'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useWatch } from 'react-hook-form'
import * as z from 'zod'
import { FieldRow } from '@/components/admin/fields/field-row'
import { DialogForm } from '@/components/form/dialog-form'
import { Field } from '@/components/form/field'
import { useZodForm } from '@/components/form/use-zod-form'
import { currencySymbol } from '@/components/ui/format-money'
import { Input } from '@/components/ui/input'
import { Segmented } from '@/components/ui/segmented'
import { useSite } from '@/components/ui/site-context'
import { codeBatchesApi, refreshBatches } from '@/lib/queries/codes'

const accounts = ['grant', 'cash'] as const
const whole = (most: number) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,6}$/)
    .refine((text) => Number(text) >= 1 && Number(text) <= most)

const codesSchema = (amountFormat: string) =>
  z.object({
    name: z.string().trim().min(1).max(80),
    amount: z
      .string()
      .trim()
      .regex(/^\d{1,7}(\.\d{1,9})?$/, amountFormat)
      .refine((text) => Number(text) > 0, amountFormat),
    account: z.enum(accounts),
    count: whole(1000),
    uses: whole(100_000),
    expires: z.string(),
    grantDays: z.union([z.literal(''), whole(3650)]),
  })

/** At the end of its last day. */
const expiryOf = (day: string) => (day === '' ? undefined : new Date(`${day}T23:59:59`).toISOString())

interface Props {
  onClose(): void
  onMade(made: { name: string; codes: string[] }): void
}

export function CreateCodes({ onClose, onMade }: Props) {
  const t = useTranslations('adminCodes')
  const client = useQueryClient()
  const { currency } = useSite()
  const schema = codesSchema(t('amountFormat'))
  const form = useZodForm(schema, { name: '', amount: '', account: 'grant', count: '1', uses: '1', expires: '', grantDays: '' })
  const [amount, count, uses] = form.watch(['amount', 'count', 'uses'])
  const total = Number(amount) * Number(count) * Number(uses)
  return (
    <DialogForm
      form={form}
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('create')}
      submit={total > 0 ? t('createWorth', { amount: `${currencySymbol(currency)}\u00a0${total}` }) : t('create')}
      rename={{ expiresAt: 'expires' }}
      onSubmit={async ({ name, amount, account, count: codesToMake, uses: usesOfEach, expires, grantDays }) => {
        const { codes } = await codeBatchesApi.create({
          name,
          amount,
          account,
          count: Number(codesToMake),
          uses: Number(usesOfEach),
          expiresAt: expiryOf(expires),
          grantDays: account === 'grant' && grantDays !== '' ? Number(grantDays) : null,
        })
        await refreshBatches(client)
        onClose()
        onMade({ name, codes })
      }}
    >
      <CodesFields />
    </DialogForm>
  )
}

function CodesFields() {
  const t = useTranslations('adminCodes')
  const symbol = currencySymbol(useSite().currency)
  const account = useWatch({ name: 'account' })
  return (
    <>
      <Field name="name" label={t('name')} hint={t('nameHint')}>
        {(control) => <Input {...control} autoComplete="off" />}
      </Field>
      <Field name="amount" label={t('amountEach')}>
        {(control) => <Input {...control} before={symbol} inputMode="decimal" autoComplete="off" placeholder="10.00" />}
      </Field>
      <Field name="account" label={t('account')} hint={t('accountHint')}>
        {({ id, value, onChange }) => (
          <Segmented
            id={id}
            look="field"
            aria-label={t('account')}
            options={accounts.map((one) => ({ value: one, label: t(`accounts.${one}`) }))}
            value={value}
            onValueChange={onChange}
          />
        )}
      </Field>
      <FieldRow onPhone={2}>
        <Field name="count" label={t('count')}>
          {(control) => <Input {...control} inputMode="numeric" />}
        </Field>
        <Field name="uses" label={t('uses')} hint={t('usesHint')}>
          {(control) => <Input {...control} inputMode="numeric" />}
        </Field>
      </FieldRow>
      <FieldRow onPhone={2}>
        <Field name="expires" label={t('expires')} optional>
          {(control) => <Input {...control} type="date" />}
        </Field>
        {account === 'grant' && (
          <Field name="grantDays" label={t('grantDays')} hint={t('grantDaysHint')} optional>
            {(control) => <Input {...control} inputMode="numeric" />}
          </Field>
        )}
      </FieldRow>
    </>
  )
}
