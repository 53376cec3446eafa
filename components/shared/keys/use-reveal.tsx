'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import * as z from 'zod'
import { DialogForm } from '@/components/form/dialog-form'
import { Field } from '@/components/form/field'
import { PasswordInput } from '@/components/form/password-input'
import { useZodForm } from '@/components/form/use-zod-form'
import { useErrorText } from '@/components/ui/error-text'
import { notify } from '@/components/ui/toast'
import { isApiError } from '@/lib/queries/fetcher'
import { keysApi } from '@/lib/queries/keys'

interface Asked {
  id: string
  give: (secret: string) => void
  refuse: (why: unknown) => void
}

/** Gets a key's secret. Asks for the password when the sign-in is too old, and rejects when the user cancels. */
export function useReveal() {
  const [asked, setAsked] = useState<Asked>()
  const text = useErrorText()
  const reveal = async (id: string): Promise<string> => {
    try {
      return (await keysApi.reveal(id)).secret
    } catch (error) {
      if (isApiError(error) && error.code === 'reauthenticate') return new Promise((give, refuse) => setAsked({ id, give, refuse }))
      notify.fail(text(error))
      throw error
    }
  }
  const dialog = asked && (
    <PasswordDialog
      onClose={() => {
        asked.refuse(new Error('cancelled'))
        setAsked(undefined)
      }}
      onPassword={async (password) => {
        asked.give((await keysApi.reveal(asked.id, password)).secret)
        setAsked(undefined)
      }}
    />
  )
  return { reveal, dialog }
}

const schema = z.object({ password: z.string().min(1) })

function PasswordDialog({ onClose, onPassword }: { onClose: () => void; onPassword: (password: string) => Promise<void> }) {
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
      description={t('passwordSub')}
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
