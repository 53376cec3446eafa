'use client'
import { Pencil, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Menu, MenuItem, MenuRule } from '@/components/ui/menu'

interface Props {
  name: string
  disabled: boolean
  onEdit: () => void
  onDelete: () => void
}

export function GroupActions({ name, disabled, onEdit, onDelete }: Props) {
  const t = useTranslations('adminGroups')
  const tc = useTranslations('common')
  return (
    <Menu label={t('actionsFor', { name })}>
      <MenuItem icon={<Pencil aria-hidden />} disabled={disabled} onSelect={onEdit}>
        {tc('edit')}
      </MenuItem>
      <MenuRule />
      <MenuItem danger icon={<Trash2 aria-hidden />} disabled={disabled} onSelect={onDelete}>
        {t('delete')}
      </MenuItem>
    </Menu>
  )
}
