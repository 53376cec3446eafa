'use client'
import { useTranslations } from 'next-intl'
import * as z from 'zod'
import { DialogForm } from '@/components/form/dialog-form'
import { Field } from '@/components/form/field'
import { PasswordInput } from '@/components/form/password-input'
import { useZodForm } from '@/components/form/use-zod-form'
import { useErrorText } from '@/components/ui/error-text'
import { isApiError } from '@/lib/queries/fetcher'

const schema = z.object({ password: z.string().min(1) })

interface Props {
  /** What the password is asked for. */
  why: string
  onClose: () => void
  onPassword: (password: string) => Promise<void>
}

/** Asks for the password before something that only the owner of an account may see or do. A wrong one is an error of its field. */
export function PasswordDialog({ why, onClose, onPassword }: Props) {
  const t = useTranslations('keys')
  const form = useZodForm(schema, { password: '' })
  const text = useErrorText()
  return (
    <DialogForm
      form={form}
      open
      size="s"
      guarded={false}
      onOpenChange={onClose}
      title={t('passwordTitle')}
      description={why}
      submit={t('passwordSubmit')}
      onSubmit={async ({ password }) => {
        try {
          await onPassword(password)
        } catch (error) {
          if (!isApiError(error) || error.code !== 'wrong_password') throw error
          form.setError('password', { message: text(error) }, { shouldFocus: true })
        }
      }}
    >
      <Field name="password" label={t('password')}>
        {(control) => <PasswordInput {...control} autoComplete="current-password" autoFocus />}
      </Field>
    </DialogForm>
  )
}
