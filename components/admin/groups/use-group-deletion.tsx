'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useConfirm } from '@/components/ui/confirm'
import { useErrorText } from '@/components/ui/error-text'
import { notify } from '@/components/ui/toast'
import type { GroupLine } from '@/lib/catalog/group-schema'
import { groupUses } from '@/lib/catalog/names'
import { groupsApi } from '@/lib/queries/admin-groups'
import { isApiError } from '@/lib/queries/fetcher'
import { refreshCatalog } from '@/lib/queries/upstreams'
import { GroupInUse, type InUse } from './group-in-use'

/** Deletes a group after a question. The dialog says why one in use stays. */
export function useGroupDeletion() {
  const t = useTranslations('adminGroups')
  const client = useQueryClient()
  const confirm = useConfirm()
  const errorText = useErrorText()
  const [inUse, setInUse] = useState<InUse>()
  const remove = async (row: GroupLine) => {
    const consequences = [t('deleteEffect'), t('deleteKeeps')]
    if (!(await confirm({ title: t('deleteTitle', { name: row.name }), consequences, action: t('delete') }))) return
    try {
      await groupsApi.delete(row.id)
      await refreshCatalog(client)
      notify.done(t('deleted', { name: row.name }))
    } catch (error) {
      if (!isApiError(error) || error.code !== 'in_use') return notify.fail(errorText(error))
      const list = (what: string) => {
        const found = error.details?.[what]
        return Array.isArray(found) ? found.map(String) : []
      }
      const lists = Object.fromEntries(groupUses.map((what) => [what, list(what)]))
      setInUse({ name: row.name, lists, sentence: row.name === 'default' ? t('defaultStays') : errorText(error) })
    }
  }
  const dialog = inUse && <GroupInUse use={inUse} onClose={() => setInUse(undefined)} />
  return { remove: (row: GroupLine) => void remove(row), dialog }
}
