'use client'
import { useQuery } from '@tanstack/react-query'
import { MessageSquareText, Settings2 } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Menu, MenuItem, MenuRule, MenuTitle } from '@/components/ui/menu'
import { cannedQuery } from '@/lib/queries/admin-tickets'
import { meQuery } from '@/lib/queries/me'
import { atLeast } from '@/lib/users/roles'

const CannedDialog = dynamic(() => import('./canned-dialog').then((parts) => parts.CannedDialog))

/** Answers that are kept, of which one is put into the field. Operators may edit them. */
export function CannedMenu({ onInsert }: { onInsert(text: string): void }) {
  const t = useTranslations('adminTickets')
  const replies = useQuery(cannedQuery).data?.replies ?? []
  const role = useQuery(meQuery).data?.user.role ?? 'user'
  const [editing, setEditing] = useState(false)
  return (
    <>
      <Menu
        align="start"
        trigger={
          <Button size="s" variant="ghost" icon={<MessageSquareText aria-hidden />}>
            {t('canned')}
          </Button>
        }
      >
        {replies.length === 0 && <MenuTitle>{t('cannedNone')}</MenuTitle>}
        {replies.map(({ id, title, content }) => (
          <MenuItem key={id} onSelect={() => onInsert(content)}>
            {title}
          </MenuItem>
        ))}
        {atLeast(role, 'operator') && (
          <>
            <MenuRule />
            <MenuItem icon={<Settings2 aria-hidden />} onSelect={() => setEditing(true)}>
              {t('cannedEdit')}
            </MenuItem>
          </>
        )}
      </Menu>
      {editing && <CannedDialog onClose={() => setEditing(false)} />}
    </>
  )
}
