'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { DialogForm } from '@/components/form/dialog-form'
import { useZodForm } from '@/components/form/use-zod-form'
import { notify } from '@/components/ui/toast'
import type { ShownKey } from '@/lib/keys/schema'
import { keysApi, refreshKeys } from '@/lib/queries/keys'
import { KeyFields } from './key-fields'
import { formNames, keyFormOf, keyInput } from './key-form-schema'
import { useKeySchema } from './use-key-schema'

export function EditDialog({ apiKey, onClose }: { apiKey: ShownKey; onClose: () => void }) {
  const t = useTranslations('keys')
  const client = useQueryClient()
  const form = useZodForm(useKeySchema(), keyFormOf(apiKey))
  return (
    <DialogForm
      form={form}
      open
      onOpenChange={onClose}
      title={t('editTitle', { name: apiKey.name })}
      description={<code>{apiKey.preview}</code>}
      submit={t('editSubmit')}
      rename={formNames}
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
