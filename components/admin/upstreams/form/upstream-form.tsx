'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { FormSection } from '@/components/admin/fields/form-section'
import { SheetFormFooter } from '@/components/admin/fields/sheet-form-footer'
import { SwitchField } from '@/components/admin/fields/switch-field'
import { useRemoval } from '@/components/admin/fields/use-removal'
import { Field } from '@/components/form/field'
import { Form } from '@/components/form/form'
import { useReportDirty } from '@/components/form/use-discard-guard'
import { useZodForm } from '@/components/form/use-zod-form'
import { LinkButton } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { Note } from '@/components/ui/note'
import { SheetSection } from '@/components/ui/sheet'
import { notify } from '@/components/ui/toast'
import type { UpstreamLine } from '@/lib/catalog/upstream-schema'
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
  const words = { baseUrl: t('baseUrlFormat'), whole: t('wholeFormat'), seconds: t('secondsFormat') }
  const form = useZodForm(upstreamSchema(words), draftOfUpstream(upstream))
  useReportDirty(form.formState.isDirty, onDirty)
  const onGone = () => {
    onDirty(false)
    onSaved(null)
  }
  const { blocked, deletion } = useRemoval(
    'adminUpstreams',
    upstream && { name: upstream.name, remove: () => upstreamsApi.delete(upstream.id), onGone },
  )
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
      {blocked !== undefined && <Blocked upstream={upstream}>{blocked}</Blocked>}
      <FormSection>
        <SwitchField name="enabled" label={t('state')} on={t('enabledMeans')} off={t('disabledMeans')} />
        <AddressFields upstream={upstream} />
        <CredentialField upstream={upstream} />
        <Field name="concurrency" label={t('concurrency')} hint={t('concurrencyHint')} optional>
          {(control) => <Input {...control} inputMode="numeric" autoComplete="off" placeholder={t('noLimit')} />}
        </Field>
        <TimeoutFields />
      </FormSection>
      <SheetFormFooter submit={t(upstream ? 'save' : 'connect')} onCancel={onClose} deletion={deletion} />
    </Form>
  )
}

/** Why the upstream cannot be deleted, with a way to what still uses it. */
function Blocked({ upstream, children }: { upstream: UpstreamLine | undefined; children: string }) {
  const t = useTranslations('adminUpstreams')
  const used = upstream !== undefined && upstream.models.length > 0
  return (
    <SheetSection>
      <Note
        tone="bad"
        actions={
          used && (
            <LinkButton size="s" href={`/admin/models?upstream=${encodeURIComponent(upstream.name)}`}>
              {t('inUseShow')}
            </LinkButton>
          )
        }
      >
        {children}
      </Note>
    </SheetSection>
  )
}
