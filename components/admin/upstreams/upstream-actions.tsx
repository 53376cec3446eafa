'use client'
import { useQueryClient } from '@tanstack/react-query'
import { Pencil, Power } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useErrorText } from '@/components/ui/error-text'
import { Menu, MenuItem } from '@/components/ui/menu'
import { notify } from '@/components/ui/toast'
import type { UpstreamLine } from '@/lib/catalog/upstream-schema'
import { refreshCatalog, upstreamsApi } from '@/lib/queries/upstreams'

interface Props {
  row: UpstreamLine
  locked: boolean
  onEdit: () => void
}

export function UpstreamActions({ row, locked, onEdit }: Props) {
  const t = useTranslations('adminUpstreams')
  const tc = useTranslations('common')
  const client = useQueryClient()
  const errorText = useErrorText()
  const toggle = async (enabled: boolean) => {
    try {
      await upstreamsApi.save(row.id, { enabled })
      await refreshCatalog(client)
      const undo = { label: tc('undo'), run: () => void toggle(!enabled) }
      notify.done(t(enabled ? 'enabledNow' : 'disabledNow', { name: row.name }), undo)
    } catch (error) {
      notify.fail(errorText(error))
    }
  }
  return (
    <Menu label={t('actionsFor', { name: row.name })}>
      <MenuItem icon={<Pencil aria-hidden />} onSelect={onEdit}>
        {tc('edit')}
      </MenuItem>
      <MenuItem icon={<Power aria-hidden />} disabled={row.fromFile && locked} onSelect={() => void toggle(!row.enabled)}>
        {t(row.enabled ? 'disable' : 'enable')}
      </MenuItem>
    </Menu>
  )
}
