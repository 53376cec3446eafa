'use client'
import { useQuery } from '@tanstack/react-query'
import { Power, RotateCcw } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Menu, MenuItem } from '@/components/ui/menu'
import type { TargetHealth } from '@/lib/gateway/schema'
import { adminModelsQuery } from '@/lib/queries/admin-models'
import { useTargetDeeds } from './use-target-deeds'

interface Props {
  target: TargetHealth
  name: string
  locked: boolean
  drains: boolean
}

/** What an operator can do about a target: close its breaker, or take it out and put it back. */
export function TargetMenu({ target, name, locked, drains }: Props) {
  const t = useTranslations('adminUpstreams')
  const line = useQuery(adminModelsQuery).data?.models.find(({ id }) => id === target.model)
  const enabled = line?.targets.find(({ id }) => id === target.target)?.enabled ?? target.state !== 'off'
  const { toggle, reset } = useTargetDeeds(target, name)
  return (
    <Menu label={t('actionsFor', { name })}>
      <MenuItem icon={<RotateCcw aria-hidden />} onSelect={() => void reset()}>
        {t('reset')}
      </MenuItem>
      {drains && (
        <MenuItem icon={<Power aria-hidden />} disabled={!line || (line.fromFile && locked)} onSelect={() => void toggle(!enabled)}>
          {t(enabled ? 'drain' : 'enable')}
        </MenuItem>
      )}
    </Menu>
  )
}
