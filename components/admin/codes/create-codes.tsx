'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import * as z from 'zod'
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

export function CreateCodes({ onClose, onMade }: { onClose(): void; onMade(made: { name: string; codes: string[] }): void }) {
  const t = useTranslations('adminCodes')
  const client = useQueryClient()
  const { currency } = useSite()
  const schema = z.object({
    name: z.string().trim().min(1).max(80),
    amount: z
      .string()
      .trim()
      .regex(/^\d{1,7}(\.\d{1,9})?$/, t('amountFormat'))
      .refine((text) => Number(text) > 0, t('amountFormat')),
    account: z.enum(accounts),
    count: whole(1000),
    uses: whole(100_000),
    expires: z.string(),
  })
  const form = useZodForm(schema, { name: '', amount: '', account: 'grant', count: '1', uses: '1', expires: '' })
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
      onSubmit={async (values) => {
        const expiresAt = values.expires === '' ? undefined : new Date(`${values.expires}T23:59:59`).toISOString()
        const { codes } = await codeBatchesApi.create({
          name: values.name,
          amount: values.amount,
          account: values.account,
          count: Number(values.count),
          uses: Number(values.uses),
          expiresAt,
        })
        await refreshBatches(client)
        onClose()
        onMade({ name: values.name, codes })
      }}
    >
      <Field name="name" label={t('name')} hint={t('nameHint')}>
        {(control) => <Input {...control} autoComplete="off" />}
      </Field>
      <Field name="amount" label={t('amountEach')}>
        {(control) => <Input {...control} before={currencySymbol(currency)} inputMode="decimal" autoComplete="off" placeholder="10.00" />}
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
      <div className="grid grid-cols-2 gap-3">
        <Field name="count" label={t('count')}>
          {(control) => <Input {...control} inputMode="numeric" />}
        </Field>
        <Field name="uses" label={t('uses')} hint={t('usesHint')}>
          {(control) => <Input {...control} inputMode="numeric" />}
        </Field>
      </div>
      <Field name="expires" label={t('expires')} optional>
        {(control) => <Input {...control} type="date" />}
      </Field>
    </DialogForm>
  )
}
