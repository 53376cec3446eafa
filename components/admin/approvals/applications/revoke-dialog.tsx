'use client'
import { useTranslations } from 'next-intl'
import * as z from 'zod'
import { DialogForm } from '@/components/form/dialog-form'
import { Field } from '@/components/form/field'
import { useZodForm } from '@/components/form/use-zod-form'
import { Checkbox } from '@/components/ui/checkbox'
import { Input } from '@/components/ui/input'
import type { QueuedApplication } from '@/lib/applications/schema'
import { applicationQueueApi } from '@/lib/queries/applications'
import type { useDecisions } from '../use-decisions'

interface Props {
  row: QueuedApplication
  onClose: () => void
  decide: ReturnType<typeof useDecisions>['decide']
}

/** Ends an allowance: the key stops within seconds, and its callers read the reason. */
export function RevokeDialog({ row, onClose, decide }: Props) {
  const t = useTranslations('adminApprovals')
  const schema = z.object({ reason: z.string().trim().min(1, t('reasonNeeded')).max(300), barred: z.boolean() })
  const form = useZodForm(schema, { reason: '', barred: false })
  return (
    <DialogForm
      form={form}
      open
      onOpenChange={(open) => !open && onClose()}
      size="s"
      title={t('application.revokeTitle', { name: row.applicant.username })}
      description={t('application.revokeEffect')}
      submit={t('application.revoke')}
      onSubmit={async (body) => {
        await decide(() => applicationQueueApi.revoke(row.id, body), t('application.revoked'))
        onClose()
      }}
    >
      <Field name="reason" label={t('reason')} hint={t('application.revokeReason')}>
        {(control) => <Input {...control} maxLength={300} />}
      </Field>
      <Field name="barred" label={t('application.barLabel')}>
        {({ value, onChange, id }) => (
          <Checkbox id={id} checked={value} onCheckedChange={onChange}>
            {t('application.barWord')}
          </Checkbox>
        )}
      </Field>
    </DialogForm>
  )
}
