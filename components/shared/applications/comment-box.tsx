'use client'
import { useTranslations } from 'next-intl'
import * as z from 'zod'
import { Field } from '@/components/form/field'
import { Form } from '@/components/form/form'
import { useZodForm } from '@/components/form/use-zod-form'
import { Button } from '@/components/ui/button'
import { FieldError } from '@/components/ui/field-error'
import { Textarea } from '@/components/ui/input'

/** A line that is added to the timeline. It is kept when sending fails. */
export function CommentBox({ onSay }: { onSay: (text: string) => Promise<unknown> }) {
  const t = useTranslations('applications')
  const form = useZodForm(z.object({ text: z.string().trim().min(1, t('comment.empty')).max(2000) }), { text: '' })
  const { isSubmitting, errors } = form.formState
  return (
    <Form
      form={form}
      className="mt-3 grid justify-items-end gap-2"
      onSubmit={async ({ text }) => {
        await onSay(text)
        form.reset()
      }}
    >
      <Field name="text" label={t('comment.label')} className="w-full">
        {(control) => <Textarea {...control} rows={2} />}
      </Field>
      {errors.root?.message !== undefined && <FieldError role="alert">{errors.root.message}</FieldError>}
      <Button type="submit" size="s" busy={isSubmitting}>
        {t('comment.send')}
      </Button>
    </Form>
  )
}
