'use client'
import { useTranslations } from 'next-intl'
import * as z from 'zod'
import { DialogForm } from '@/components/form/dialog-form'
import { Field } from '@/components/form/field'
import { useZodForm } from '@/components/form/use-zod-form'
import { Input } from '@/components/ui/input'
import type { ConversationView } from '@/lib/conversations/schema'
import { conversationsApi } from '@/lib/queries/conversations'

const schema = z.object({ title: z.string().trim().min(1).max(200) })

export function RenameDialog({ conversation, onClose, onSaved }: { conversation: ConversationView; onClose(): void; onSaved(): void }) {
  const t = useTranslations('chat')
  const form = useZodForm(schema, { title: conversation.title })
  return (
    <DialogForm
      form={form}
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('rename')}
      submit={t('save')}
      onSubmit={async ({ title }) => {
        await conversationsApi.change(conversation.id, { title })
        onSaved()
        onClose()
      }}
    >
      <Field name="title" label={t('titleLabel')}>
        {(control) => <Input {...control} />}
      </Field>
    </DialogForm>
  )
}
