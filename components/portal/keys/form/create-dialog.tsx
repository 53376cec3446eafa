'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { DialogForm } from '@/components/form/dialog-form'
import { useZodForm } from '@/components/form/use-zod-form'
import type { NewKey } from '@/lib/keys/schema'
import { keysApi, refreshKeys } from '@/lib/queries/keys'
import { KeyFields } from './key-fields'
import { emptyKeyForm, formNames, keyInput } from './key-form-schema'
import { useKeySchema } from './use-key-schema'

interface Props {
  onClose: () => void
  onCreated: (keys: NewKey[]) => void
}

export function CreateDialog({ onClose, onCreated }: Props) {
  const t = useTranslations('keys')
  const client = useQueryClient()
  const form = useZodForm(useKeySchema(), emptyKeyForm)
  return (
    <DialogForm
      form={form}
      open
      onOpenChange={onClose}
      title={t('createTitle')}
      description={t('createSub')}
      submit={t('createSubmit')}
      rename={formNames}
      onSubmit={async (values) => {
        const { keys } = await keysApi.create({ ...keyInput(values), count: values.count })
        await refreshKeys(client)
        onCreated(keys)
      }}
    >
      <KeyFields several />
    </DialogForm>
  )
}
