'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { DialogForm } from '@/components/form/dialog-form'
import { useZodForm } from '@/components/form/use-zod-form'
import { plainNumber } from '@/components/limits/limit-draft'
import { notify } from '@/components/ui/toast'
import type { ShownKey } from '@/lib/keys/schema'
import { keysApi, refreshKeys } from '@/lib/queries/keys'
import { localInput } from './expiry'
import { KeyFields } from './key-fields'
import { emptyKeyForm, type KeyForm, keyInput } from './key-form-schema'
import { useKeySchema } from './use-key-schema'

const formOf = (key: ShownKey): KeyForm => ({
  ...emptyKeyForm,
  name: key.name,
  unlimited: key.spendLimit === null,
  spendLimit: key.spendLimit === null ? emptyKeyForm.spendLimit : String(key.spendLimit),
  spendLimitPerDay: plainNumber(key.spendLimitPerDay),
  spendLimitPerMonth: plainNumber(key.spendLimitPerMonth),
  expiry: key.expiresAt === null ? 'never' : 'date',
  date: key.expiresAt === null ? '' : localInput(new Date(key.expiresAt)),
  models: key.models ?? [],
  allowedIps: key.allowedIps.join('\n'),
  group: key.group ?? '',
})

export function EditDialog({ apiKey, onClose }: { apiKey: ShownKey; onClose: () => void }) {
  const t = useTranslations('keys')
  const client = useQueryClient()
  const form = useZodForm(useKeySchema(), formOf(apiKey))
  return (
    <DialogForm
      form={form}
      open
      onOpenChange={onClose}
      title={t('editTitle', { name: apiKey.name })}
      description={<code>{apiKey.preview}</code>}
      submit={t('editSubmit')}
      rename={{ expiresAt: 'expiry' }}
      onSubmit={async (values) => {
        const { expiresAt, ...rest } = keyInput(values)
        const { expiry, date } = form.formState.dirtyFields
        // The input has minutes only, so an untouched time is not sent.
        await keysApi.change(apiKey.id, expiry || date ? { ...rest, expiresAt } : rest)
        await refreshKeys(client)
        notify.done(t('changed', { name: values.name }))
        onClose()
      }}
    >
      <KeyFields several={false} />
    </DialogForm>
  )
}
