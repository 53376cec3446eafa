'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import * as z from 'zod'
import { Field } from '@/components/form/field'
import { Form } from '@/components/form/form'
import { FormFooter } from '@/components/form/form-footer'
import { useZodForm } from '@/components/form/use-zod-form'
import { currencySymbol } from '@/components/ui/format-money'
import { Hint } from '@/components/ui/hint'
import { Input } from '@/components/ui/input'
import { useSite } from '@/components/ui/site-context'
import { Switch } from '@/components/ui/switch'
import { notify } from '@/components/ui/toast'
import type { NoticeSettings } from '@/lib/notices/schema'
import { noticeSettingsApi, noticeSettingsQuery } from '@/lib/queries/notice-settings'

const schema = z.object({
  mail: z.boolean(),
  lowBalance: z.string().regex(/^\s*\d{1,6}(\.\d{1,2})?\s*$/),
  expiryDays: z.string().regex(/^\s*([0-9]|[1-5][0-9]|60)\s*$/),
})

interface Props {
  settings: NoticeSettings
  hasEmail: boolean
}

/** Whether notices come by mail too, and when to be warned. */
export function NoticeForm({ settings, hasEmail }: Props) {
  const t = useTranslations('settings')
  const client = useQueryClient()
  const { currency } = useSite()
  const form = useZodForm(schema, {
    mail: settings.mail,
    lowBalance: String(settings.lowBalance),
    expiryDays: String(settings.expiryDays),
  })
  return (
    <Form
      form={form}
      onSubmit={async (values) => {
        const saved = await noticeSettingsApi.change({ ...values, expiryDays: Number(values.expiryDays) })
        client.setQueryData(noticeSettingsQuery.queryKey, saved)
        form.reset(values)
        notify.done(t('saved'))
      }}
    >
      <Field name="mail" label={t('byMail')} hint={hasEmail ? t('byMailHint') : t('noEmail')}>
        {({ id, value, onChange, 'aria-describedby': describedBy }) => (
          <span className="flex h-8 items-center">
            <Switch id={id} aria-label={t('byMail')} aria-describedby={describedBy} checked={value} onCheckedChange={onChange} />
          </span>
        )}
      </Field>
      <div className="grid grid-cols-2 gap-3 phone:grid-cols-1">
        <Field name="lowBalance" label={t('lowBalance')}>
          {(control) => <Input {...control} before={currencySymbol(currency)} inputMode="decimal" autoComplete="off" />}
        </Field>
        <Field name="expiryDays" label={t('expiryDays')}>
          {(control) => <Input {...control} inputMode="numeric" autoComplete="off" />}
        </Field>
      </div>
      <Hint>{t('zeroNever')}</Hint>
      <FormFooter submit={t('save')} needsChange />
    </Form>
  )
}
