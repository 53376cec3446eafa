'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { Form } from '@/components/form/form'
import { FormFields, FormGroup } from '@/components/form/form-fields'
import { FormFooter } from '@/components/form/form-footer'
import { useLeaveGuard } from '@/components/form/use-leave-guard'
import { useZodForm } from '@/components/form/use-zod-form'
import { Button } from '@/components/ui/button'
import { notify } from '@/components/ui/toast'
import { useDeed } from '@/components/ui/use-deed'
import type { ApplicationForm, ApplicationLine } from '@/lib/applications/schema'
import { applicationsApi, refreshApplications } from '@/lib/queries/applications'
import { AllowanceFields } from './allowance-fields'
import { type ApplicationDraft, applicationDraftOf, applicationSchema, applicationSent } from './application-draft'
import { WhoFields } from './who-fields'

interface Props {
  id: string | undefined
  line: ApplicationLine | undefined
  form: ApplicationForm
  email: string
  forKey: string | undefined
  onSaved: (id: string) => void
  onClose: () => void
}

/** The form of an application. A draft may be saved at any time; submitting saves it first. */
export function ApplicationFields({ id, line, form: { defaults, models }, email, forKey, onSaved, onClose }: Props) {
  const t = useTranslations('applications')
  const client = useQueryClient()
  const form = useZodForm(
    applicationSchema({ whole: t('wholeFormat'), email: t('emailFormat') }),
    applicationDraftOf(line, defaults, email),
  )
  const { isDirty } = form.formState
  useLeaveGuard(isDirty)
  // Where it was saved: the address follows a moment later, and a second save must not write a second draft.
  const saved = useRef(id)
  const save = async (draft: ApplicationDraft) => {
    const body = applicationSent(draft)
    const { application } = saved.current
      ? await applicationsApi.change(saved.current, body)
      : await applicationsApi.create({ ...body, keyId: forKey })
    saved.current = application.id
    form.reset(draft)
    return application.id
  }
  return (
    <Form
      form={form}
      onSubmit={async (draft) => {
        const written = await save(draft)
        await applicationsApi.submit(written)
        await refreshApplications(client)
        notify.done(t('submitted'))
        onClose()
      }}
    >
      <FormFields>
        <WhoFields />
        <FormGroup>
          <AllowanceFields defaults={defaults} models={models} />
        </FormGroup>
      </FormFields>
      <div className="flex flex-wrap items-center gap-2.5 border-line border-t pt-4">
        <SaveDraft
          save={() => save(form.getValues())}
          onSaved={(written) => {
            void refreshApplications(client)
            onSaved(written)
          }}
        />
        <FormFooter submit={t('submit')} onCancel={onClose} />
      </div>
    </Form>
  )
}

function SaveDraft({ save, onSaved }: { save: () => Promise<string>; onSaved: (id: string) => void }) {
  const t = useTranslations('applications')
  const { busy, run } = useDeed()
  const press = async () => {
    if (await run(async () => onSaved(await save()))) notify.done(t('draftSaved'))
  }
  return (
    <Button busy={busy} onClick={() => void press()}>
      {t('saveDraft')}
    </Button>
  )
}
