'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import * as z from 'zod'
import { Field } from '@/components/form/field'
import { Form } from '@/components/form/form'
import { useZodForm } from '@/components/form/use-zod-form'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Input } from '@/components/ui/input'
import { Labelled } from '@/components/ui/labelled'
import { Note } from '@/components/ui/note'
import { notify } from '@/components/ui/toast'
import { useDeed } from '@/components/ui/use-deed'
import { noticeSettingsApi, noticeSettingsQuery } from '@/lib/queries/notice-settings'

const schema = z.object({ url: z.string().trim().min(1).max(500) })

/** Where notices are posted. The secret that signs them is shown once, after the address was set. */
export function WebhookForm({ url }: { url: string | null }) {
  const t = useTranslations('settings')
  const client = useQueryClient()
  const [secret, setSecret] = useState<string>()
  const form = useZodForm(schema, { url: url ?? '' })
  const refresh = () => client.invalidateQueries({ queryKey: noticeSettingsQuery.queryKey })
  return (
    <Form
      form={form}
      onSubmit={async (values) => {
        const made = await noticeSettingsApi.setWebhook(values.url)
        setSecret(made.secret)
        form.reset({ url: made.url })
        await refresh()
      }}
    >
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-3 phone:grid-cols-1">
        <Field name="url" label={t('webhookUrl')} hint={t('webhookUrlHint')}>
          {(control) => <Input {...control} type="url" autoComplete="off" spellCheck={false} placeholder="https://" />}
        </Field>
        <div className="pt-6.5 phone:pt-0">
          <Button type="submit" busy={form.formState.isSubmitting} className="phone:w-full">
            {t(url === null ? 'webhookSet' : 'webhookChange')}
          </Button>
        </div>
      </div>
      {secret !== undefined && (
        <Labelled label={t('secret')}>
          <span className="flex items-center gap-2">
            <code className="min-w-0 truncate rounded-sm bg-sunken px-2 py-1 text-[12.5px]">{secret}</code>
            <CopyButton text={secret} label={t('secret')} />
          </span>
          <Note tone="warn">{t('secretOnce')}</Note>
        </Labelled>
      )}
      {url !== null && (
        <Deeds
          onRemoved={async () => {
            setSecret(undefined)
            form.reset({ url: '' })
            await refresh()
          }}
        />
      )}
    </Form>
  )
}

function Deeds({ onRemoved }: { onRemoved(): Promise<void> }) {
  const t = useTranslations('settings')
  const trial = useDeed()
  const removal = useDeed()
  const attempt = () =>
    trial.run(async () => {
      const { status } = await noticeSettingsApi.tryWebhook()
      if (status === null) notify.fail(t('webhookSilent'))
      else if (status < 300) notify.done(t('webhookWorks', { status }))
      else notify.fail(t('webhookRefuses', { status }))
    })
  const remove = () =>
    removal.run(async () => {
      await noticeSettingsApi.removeWebhook()
      await onRemoved()
      notify.done(t('webhookRemoved'))
    })
  return (
    <div className="flex flex-wrap gap-2">
      <Button size="s" busy={trial.busy} onClick={() => void attempt()}>
        {t('webhookTry')}
      </Button>
      <Button size="s" variant="ghost" busy={removal.busy} onClick={() => void remove()}>
        {t('webhookRemove')}
      </Button>
    </div>
  )
}
