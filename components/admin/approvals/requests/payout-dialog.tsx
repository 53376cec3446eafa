'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import * as z from 'zod'
import { DialogForm } from '@/components/form/dialog-form'
import { Field } from '@/components/form/field'
import { useZodForm } from '@/components/form/use-zod-form'
import { Input } from '@/components/ui/input'
import { notify } from '@/components/ui/toast'
import type { RequestToDecide } from '@/lib/ledger/request-schema'
import { adminRequestsApi, refreshRequestsToDecide } from '@/lib/queries/admin-requests'
import { refreshWaiting } from '@/lib/queries/waiting'

/** Under which name the money of a withdrawal was sent. */
export function PayoutDialog({ row, onClose }: { row: RequestToDecide; onClose(): void }) {
  const t = useTranslations('requests')
  const client = useQueryClient()
  const form = useZodForm(z.object({ payment: z.string().trim().max(200) }), { payment: '' })
  return (
    <DialogForm
      form={form}
      open
      onOpenChange={(open) => !open && onClose()}
      size="s"
      title={t('admin.paidTitle', { name: row.user.username })}
      submit={t('admin.markPaid')}
      onSubmit={async ({ payment }) => {
        await adminRequestsApi.markPaid(row.id, payment)
        await Promise.all([refreshRequestsToDecide(client), refreshWaiting(client)])
        notify.done(t('admin.paidDone'))
        onClose()
      }}
    >
      <Field name="payment" label={t('admin.payment')} hint={t('admin.paymentHint')} optional>
        {(control) => <Input {...control} autoComplete="off" />}
      </Field>
    </DialogForm>
  )
}
