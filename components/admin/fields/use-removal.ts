'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useConfirm } from '@/components/ui/confirm'
import { useErrorText } from '@/components/ui/error-text'
import { notify } from '@/components/ui/toast'
import { isApiError } from '@/lib/queries/fetcher'
import { refreshCatalog } from '@/lib/queries/upstreams'

interface Row {
  name: string
  remove: () => Promise<unknown>
  onGone: () => void
}

/** Deletes a row of the catalog after its name was typed. `blocked` says what is in the way, such as the models that still use it. */
export function useRemoval(area: 'adminUpstreams' | 'adminModels', row: Row | undefined) {
  const t = useTranslations(area)
  const client = useQueryClient()
  const confirm = useConfirm()
  const errorText = useErrorText()
  const [blocked, setBlocked] = useState<string>()
  if (!row) return { blocked, deletion: undefined }
  const { name, remove, onGone } = row
  const run = async () => {
    const consequences = [t('deleteEffect'), t('deleteKeeps')]
    if (!(await confirm({ title: t('deleteTitle', { name }), consequences, action: t('delete'), typed: name }))) return
    try {
      await remove()
      onGone()
      await refreshCatalog(client)
      notify.done(t('deleted', { name }))
    } catch (error) {
      const models = isApiError(error) && error.code === 'in_use' ? error.details?.models : undefined
      setBlocked(Array.isArray(models) ? t('inUse', { models: models.join(', ') }) : errorText(error))
    }
  }
  return { blocked, deletion: { label: t('delete'), run: () => void run() } }
}
