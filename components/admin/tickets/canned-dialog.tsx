'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import * as z from 'zod'
import { DialogForm } from '@/components/form/dialog-form'
import { Field } from '@/components/form/field'
import { useZodForm } from '@/components/form/use-zod-form'
import { Button } from '@/components/ui/button'
import { useConfirm } from '@/components/ui/confirm'
import { Dialog } from '@/components/ui/dialog'
import { Input, Textarea } from '@/components/ui/input'
import { notify } from '@/components/ui/toast'
import { cannedQuery, queueApi, refreshQueue } from '@/lib/queries/admin-tickets'
import { longestContent } from '@/lib/tickets/names'
import type { CannedReply } from '@/lib/tickets/schema'
import { useQueueDeed } from './use-queue-deed'

/** The kept answers, each of which can be edited or deleted. */
export function CannedDialog({ onClose }: { onClose(): void }) {
  const t = useTranslations('adminTickets')
  const common = useTranslations('common')
  const replies = useQuery(cannedQuery).data?.replies ?? []
  const [edited, edit] = useState<CannedReply | 'new'>()
  const remove = useRemoval()
  if (edited) return <CannedForm reply={edited === 'new' ? undefined : edited} onClose={() => edit(undefined)} />
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('canned')}
      footer={
        <Button variant="primary" onClick={() => edit('new')}>
          {t('cannedNew')}
        </Button>
      }
    >
      {replies.length === 0 && <p className="text-ink-2">{t('cannedNone')}</p>}
      <ul className="grid gap-1">
        {replies.map((reply) => (
          <li key={reply.id} className="flex min-w-0 items-center gap-2 border-line border-b py-1.5 last:border-b-0">
            <span className="grid min-w-0 flex-1">
              <span className="truncate">{reply.title}</span>
              <span className="truncate text-[12.5px] text-ink-2">{reply.content}</span>
            </span>
            <Button size="s" onClick={() => edit(reply)}>
              {common('edit')}
            </Button>
            <Button
              size="icon"
              variant="ghost"
              aria-label={common('removeNamed', { name: reply.title })}
              onClick={() => void remove(reply)}
            >
              <Trash2 aria-hidden />
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}

function useRemoval() {
  const t = useTranslations('adminTickets')
  const common = useTranslations('common')
  const confirm = useConfirm()
  const { run } = useQueueDeed()
  return async ({ id, title }: CannedReply) => {
    if (await confirm({ title: t('cannedDelete', { title }), action: common('delete') }))
      await run(() => queueApi.deleteCanned(id), t('cannedDeleted', { title }))
  }
}

const schema = z.object({ title: z.string().trim().min(1).max(80), content: z.string().trim().min(1).max(longestContent) })

function CannedForm({ reply, onClose }: { reply: CannedReply | undefined; onClose(): void }) {
  const t = useTranslations('adminTickets')
  const common = useTranslations('common')
  const client = useQueryClient()
  const form = useZodForm(schema, { title: reply?.title ?? '', content: reply?.content ?? '' })
  return (
    <DialogForm
      form={form}
      open
      onOpenChange={(open) => !open && onClose()}
      title={reply?.title ?? t('cannedNew')}
      submit={common('save')}
      onSubmit={async (values) => {
        await (reply ? queueApi.changeCanned(reply.id, values) : queueApi.createCanned(values))
        await refreshQueue(client)
        notify.done(t('cannedSaved'))
        onClose()
      }}
    >
      <Field name="title" label={t('cannedTitle')}>
        {(control) => <Input {...control} autoComplete="off" />}
      </Field>
      <Field name="content" label={t('cannedContent')}>
        {(control) => <Textarea {...control} rows={8} />}
      </Field>
    </DialogForm>
  )
}
