'use client'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { FieldValues, Path, UseFormReturn } from 'react-hook-form'
import { useConfirm } from '@/components/ui/confirm'
import { Dialog, DialogBody, DialogFoot } from '@/components/ui/dialog'
import { Form } from './form'
import { FormFields } from './form-fields'
import { FormFooter } from './form-footer'

interface Props<In extends FieldValues, Out extends FieldValues> {
  form: UseFormReturn<In, unknown, Out>
  open: boolean
  onOpenChange: (open: boolean) => void
  title: ReactNode
  description?: ReactNode
  size?: 's' | 'm' | 'l'
  submit: string
  onSubmit: (values: Out) => Promise<unknown>
  rename?: Record<string, Path<In>>
  /** at the left of the footer */
  note?: ReactNode
  /** false: the form may be closed without a question although something was typed */
  guarded?: boolean
  children: ReactNode
}

/** A form in a dialog: asks before throwing away what was typed. The caller closes it after success. */
export function DialogForm<In extends FieldValues, Out extends FieldValues>({
  form,
  open,
  onOpenChange,
  title,
  description,
  size,
  submit,
  onSubmit,
  rename,
  note,
  guarded = true,
  children,
}: Props<In, Out>) {
  const t = useTranslations('common')
  const confirm = useConfirm()
  const { isDirty } = form.formState
  const close = async () => {
    const leave =
      !guarded || !isDirty || (await confirm({ title: t('discardTitle'), consequences: [t('discardBody')], action: t('discard') }))
    if (leave) onOpenChange(false)
  }
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => (next ? onOpenChange(true) : void close())}
      title={title}
      description={description}
      size={size}
    >
      <Form form={form} onSubmit={onSubmit} rename={rename} className="contents">
        <DialogBody>
          <FormFields>{children}</FormFields>
        </DialogBody>
        <DialogFoot>
          <FormFooter submit={submit} onCancel={() => void close()}>
            {note}
          </FormFooter>
        </DialogFoot>
      </Form>
    </Dialog>
  )
}
