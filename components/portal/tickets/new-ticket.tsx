'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import * as z from 'zod'
import { DialogForm } from '@/components/form/dialog-form'
import { Field } from '@/components/form/field'
import { useZodForm } from '@/components/form/use-zod-form'
import { AttachButton } from '@/components/shared/tickets/attach-button'
import { MessageField } from '@/components/shared/tickets/message-field'
import { UploadList } from '@/components/shared/tickets/upload-list'
import { useDraft } from '@/components/shared/tickets/use-draft'
import { useUploads } from '@/components/shared/tickets/use-uploads'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { refreshTickets, ticketsApi } from '@/lib/queries/tickets'
import { longestContent, longestSubject, ticketTypes } from '@/lib/tickets/names'

const schema = z.object({
  type: z.enum(ticketTypes),
  subject: z.string().trim().min(1).max(longestSubject),
  content: z.string().trim().min(1).max(longestContent),
  link: z.string().trim().max(64),
})
type Form = UseFormReturn<z.input<typeof schema>, unknown, z.output<typeof schema>>

/** `link`: the id of the call, key or request that the user came from. */
export function NewTicket({ link, onClose }: { link: string | null; onClose(): void }) {
  const t = useTranslations('tickets')
  const client = useQueryClient()
  const router = useRouter()
  const form = useZodForm<z.input<typeof schema>, z.output<typeof schema>>(schema, {
    type: link ? 'bug' : 'other',
    subject: '',
    content: '',
    link: link ?? '',
  })
  const forget = useKeptDraft(form)
  const files = useUploads()
  return (
    <DialogForm
      form={form}
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('create')}
      submit={files.busy ? t('uploading') : t('send')}
      guarded={false}
      onSubmit={async (values) => {
        if (files.busy) return
        const { id } = await ticketsApi.create({ ...values, link: values.link || null, attachments: files.ids })
        forget()
        void refreshTickets(client)
        // Leaving the page closes the dialog. Closing it as well would write the list's address over the ticket's.
        router.push(`/tickets/${id}`)
      }}
    >
      <TicketFields onFiles={files.add} />
      <div className="grid gap-2">
        <UploadList uploads={files.uploads} onRemove={files.remove} />
        <div>
          <AttachButton onFiles={files.add} />
        </div>
      </div>
    </DialogForm>
  )
}

function TicketFields({ onFiles }: { onFiles(files: File[]): void }) {
  const t = useTranslations('tickets')
  return (
    <>
      <Field name="type" label={t('type')}>
        {({ value, onChange, ...control }) => (
          <Select
            {...control}
            options={ticketTypes.map((one) => ({ value: one, label: t(`types.${one}`), aside: t(`typeHints.${one}`) }))}
            value={value}
            onValueChange={onChange}
          />
        )}
      </Field>
      <Field name="subject" label={t('subject')}>
        {(control) => <Input {...control} autoComplete="off" maxLength={longestSubject} />}
      </Field>
      <Field name="content" label={t('content')} hint={t('contentHint')}>
        {(control) => <MessageField {...control} rows={7} onFiles={onFiles} onSend={() => submitFormOf(control.id)} />}
      </Field>
      <Field name="link" label={t('link')} hint={t('linkHint')} optional>
        {(control) => <Input {...control} autoComplete="off" spellCheck={false} placeholder="call_…" />}
      </Field>
    </>
  )
}

const submitFormOf = (id: string) => document.getElementById(id)?.closest('form')?.requestSubmit()

/** Keeps what was written until it is sent, so that the dialog may be closed without a question. */
function useKeptDraft(form: Form): () => void {
  const [subject, keepSubject] = useDraft('new.subject')
  const [content, keepContent] = useDraft('new.content')
  // biome-ignore lint/correctness/useExhaustiveDependencies: a draft is put back once, when it has been read
  useEffect(() => {
    if (subject && !form.getValues('subject')) form.setValue('subject', subject)
    if (content && !form.getValues('content')) form.setValue('content', content)
  }, [subject, content])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the functions that keep are new each time
  useEffect(() => {
    const { unsubscribe } = form.watch(({ subject: line, content: text }, { type }) => {
      if (type !== 'change') return
      keepSubject(line ?? '')
      keepContent(text ?? '')
    })
    return unsubscribe
  }, [form])
  return () => {
    keepSubject('')
    keepContent('')
  }
}
