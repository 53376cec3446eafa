'use client'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { useErrorText } from '@/components/ui/error-text'
import { notify } from '@/components/ui/toast'
import { uploadAttachment } from '@/lib/queries/tickets'
import { longestAttachment, mostAttachments } from '@/lib/tickets/names'

export interface Upload {
  key: number
  name: string
  bytes: number
  /** from 0 to 1 */
  part: number
  /** of the file, once it is there */
  id?: string
  error?: string
}

/** The files that go with a message that is being written. They are sent while it is written. */
export function useUploads() {
  const t = useTranslations('tickets')
  const errorText = useErrorText()
  const [uploads, set] = useState<Upload[]>([])
  const running = useRef(new Map<number, AbortController>())
  const next = useRef(0)
  const change = (key: number, facts: Partial<Upload>) =>
    set((before) => before.map((one) => (one.key === key ? { ...one, ...facts } : one)))

  const send = async (key: number, file: File) => {
    const stop = new AbortController()
    running.current.set(key, stop)
    try {
      const { attachment } = await uploadAttachment(file, (part) => change(key, { part }), stop.signal)
      change(key, { id: attachment.id, part: 1 })
    } catch (error) {
      if (!stop.signal.aborted) change(key, { error: errorText(error) })
    } finally {
      running.current.delete(key)
    }
  }
  const add = (files: Iterable<File>) => {
    let left = mostAttachments - uploads.length
    for (const file of files) {
      if (left-- <= 0) return notify.fail(t('tooManyFiles', { count: mostAttachments }))
      const key = next.current++
      const tooLarge = file.size > longestAttachment
      set((before) => [...before, { key, name: file.name, bytes: file.size, part: 0, ...(tooLarge && { error: t('fileTooLarge') }) }])
      if (!tooLarge) void send(key, file)
    }
  }
  const remove = (key: number) => {
    running.current.get(key)?.abort()
    set((before) => before.filter((one) => one.key !== key))
  }
  return {
    uploads,
    add,
    remove,
    clear: () => set([]),
    ids: uploads.flatMap(({ id }) => id ?? []),
    busy: uploads.some(({ id, error }) => id === undefined && error === undefined),
  }
}
