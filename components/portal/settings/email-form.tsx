'use client'
import { useQueryClient } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import * as z from 'zod'
import { Field } from '@/components/form/field'
import { Form } from '@/components/form/form'
import { FormFooter } from '@/components/form/form-footer'
import { useZodForm } from '@/components/form/use-zod-form'
import { Input } from '@/components/ui/input'
import { notify } from '@/components/ui/toast'
import { isApiError } from '@/lib/queries/fetcher'
import { meApi, meQuery } from '@/lib/queries/me'

const PasswordDialog = dynamic(() => import('@/components/shared/keys/password-dialog').then((module) => module.PasswordDialog))

const schema = z.object({ email: z.union([z.literal(''), z.email()]) })

export function EmailForm({ email }: { email: string | null }) {
  const t = useTranslations('settings')
  const client = useQueryClient()
  const form = useZodForm(schema, { email: email ?? '' })
  /** The address that waits for the password. */
  const [asked, setAsked] = useState<string>()
  const save = async (address: string, password?: string) => {
    await meApi.changeEmail(address, password)
    await client.invalidateQueries({ queryKey: meQuery.queryKey })
    notify.done(t('saved'))
  }
  return (
    <>
      <Form
        form={form}
        onSubmit={async (values) => {
          try {
            await save(values.email)
          } catch (error) {
            if (!isApiError(error) || error.code !== 'reauthenticate') throw error
            setAsked(values.email)
          }
        }}
      >
        <Field name="email" label={t('email')} hint={t('emailHint')} optional>
          {(control) => <Input {...control} type="email" autoComplete="email" />}
        </Field>
        <FormFooter submit={t('save')} needsChange />
      </Form>
      {asked !== undefined && (
        <PasswordDialog
          why={t('emailPassword')}
          onClose={() => setAsked(undefined)}
          onPassword={async (password) => {
            await save(asked, password)
            setAsked(undefined)
          }}
        />
      )}
    </>
  )
}
