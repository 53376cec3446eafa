'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Field } from '@/components/form/field'
import { Form } from '@/components/form/form'
import { FormFooter } from '@/components/form/form-footer'
import { useReportDirty } from '@/components/form/use-discard-guard'
import { useZodForm } from '@/components/form/use-zod-form'
import { Button, LinkButton } from '@/components/ui/button'
import { useConfirm } from '@/components/ui/confirm'
import { useErrorText } from '@/components/ui/error-text'
import { Input } from '@/components/ui/input'
import { Note } from '@/components/ui/note'
import { Switch } from '@/components/ui/switch'
import { notify } from '@/components/ui/toast'
import type { UpstreamLine } from '@/lib/catalog/upstream-schema'
import { isApiError } from '@/lib/queries/fetcher'
import { refreshCatalog, upstreamsApi } from '@/lib/queries/upstreams'
import { AddressFields } from './address-fields'
import { CredentialField } from './credential-field'
import { TimeoutFields } from './timeout-fields'
import { bodyOfUpstream, draftOfUpstream, upstreamSchema } from './upstream-schema'

interface Props {
  upstream: UpstreamLine | undefined
  onDirty: (is: boolean) => void
  onClose: () => void
  onSaved: (id: string | null) => void
}

export function UpstreamForm({ upstream, onDirty, onClose, onSaved }: Props) {
  const t = useTranslations('adminUpstreams')
  const client = useQueryClient()
  const confirm = useConfirm()
  const errorText = useErrorText()
  const [blocked, setBlocked] = useState<string>()
  const words = { baseUrl: t('baseUrlFormat'), whole: t('wholeFormat'), seconds: t('secondsFormat') }
  const form = useZodForm(upstreamSchema(words), draftOfUpstream(upstream))
  useReportDirty(form.formState.isDirty, onDirty)
  const remove = async () => {
    if (!upstream) return
    const question = {
      title: t('deleteTitle', { name: upstream.name }),
      consequences: [t('deleteEffect'), t('deleteKeeps')],
      action: t('delete'),
      typed: upstream.name,
    }
    if (!(await confirm(question))) return
    try {
      await upstreamsApi.delete(upstream.id)
      onDirty(false)
      onSaved(null)
      await refreshCatalog(client)
      notify.done(t('deleted', { name: upstream.name }))
    } catch (error) {
      const models = isApiError(error) && error.code === 'in_use' ? error.details?.models : undefined
      setBlocked(Array.isArray(models) ? t('inUse', { models: models.join(', ') }) : errorText(error))
    }
  }
  return (
    <Form
      form={form}
      className="contents"
      onSubmit={async (values) => {
        const saved = await upstreamsApi.save(upstream?.id ?? null, bodyOfUpstream(values, upstream))
        form.reset(draftOfUpstream(saved.upstream))
        onDirty(false)
        await refreshCatalog(client)
        onSaved(saved.upstream.id)
        notify.done(t(upstream ? 'saved' : 'created', { name: saved.upstream.name }))
      }}
    >
      {blocked !== undefined && (
        <section>
          <Note
            tone="bad"
            actions={
              upstream &&
              upstream.models.length > 0 && (
                <LinkButton size="s" href={`/admin/models?upstream=${encodeURIComponent(upstream.name)}`}>
                  {t('inUseShow')}
                </LinkButton>
              )
            }
          >
            {blocked}
          </Note>
        </section>
      )}
      <section className="form">
        <Field name="enabled" label={t('state')}>
          {({ id, value, onChange }) => (
            <Switch id={id} checked={value} onCheckedChange={onChange}>
              {t(value ? 'enabledMeans' : 'disabledMeans')}
            </Switch>
          )}
        </Field>
        <AddressFields upstream={upstream} />
        <CredentialField upstream={upstream} />
        <Field name="concurrency" label={t('concurrency')} hint={t('concurrencyHint')} optional>
          {(control) => <Input {...control} inputMode="numeric" autoComplete="off" placeholder={t('noLimit')} />}
        </Field>
        <TimeoutFields />
      </section>
      <div className="sheet-foot order-last [&>.form-foot]:flex-1">
        <FormFooter
          submit={upstream ? t('save') : t('connect')}
          onCancel={upstream ? undefined : onClose}
          needsChange={upstream !== undefined}
        >
          {upstream && (
            <Button variant="danger" className="no-underline!" onClick={() => void remove()}>
              {t('delete')}
            </Button>
          )}
        </FormFooter>
      </div>
    </Form>
  )
}
