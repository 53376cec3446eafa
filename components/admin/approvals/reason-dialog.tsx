'use client'
import { useTranslations } from 'next-intl'
import * as z from 'zod'
import { DialogForm } from '@/components/form/dialog-form'
import { Field } from '@/components/form/field'
import { useZodForm } from '@/components/form/use-zod-form'
import { Button } from '@/components/ui/button'
import { Textarea } from '@/components/ui/input'

interface Props {
  title: string
  description?: string
  label: string
  submit: string
  /** sentences that a press puts into the field */
  offered: readonly string[]
  onClose: () => void
  onSubmit: (reason: string) => Promise<unknown>
}

/** Asks for words that the other side will read. */
export function ReasonDialog({ title, description, label, submit, offered, onClose, onSubmit }: Props) {
  const t = useTranslations('adminApprovals')
  const form = useZodForm(z.object({ reason: z.string().trim().min(1, t('reasonNeeded')).max(2000) }), { reason: '' })
  return (
    <DialogForm
      form={form}
      open
      onOpenChange={(open) => !open && onClose()}
      size="s"
      title={title}
      description={description}
      submit={submit}
      rename={{ text: 'reason' }}
      onSubmit={async ({ reason }) => {
        await onSubmit(reason)
        onClose()
      }}
    >
      {offered.length > 0 && (
        <fieldset className="flex flex-wrap gap-1.5" aria-label={t('offered')}>
          {offered.map((sentence) => (
            <Button
              key={sentence}
              size="s"
              className="h-auto whitespace-normal py-1 text-left"
              onClick={() => form.setValue('reason', sentence, { shouldDirty: true, shouldValidate: form.formState.isSubmitted })}
            >
              {sentence}
            </Button>
          ))}
        </fieldset>
      )}
      <Field name="reason" label={label}>
        {(control) => <Textarea {...control} rows={4} />}
      </Field>
    </DialogForm>
  )
}
