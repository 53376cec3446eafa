'use client'
import { Ellipsis, Pencil, Pin, PinOff, Share2, Trash2 } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { LateMenu } from '@/components/ui/late-menu'
import { notify } from '@/components/ui/toast'
import { useDeed } from '@/components/ui/use-deed'
import type { ConversationView } from '@/lib/conversations/schema'
import { conversationsApi } from '@/lib/queries/conversations'

const RenameDialog = dynamic(() => import('./rename-dialog').then((file) => file.RenameDialog), { ssr: false })

const ShareDialog = dynamic(() => import('./share-dialog').then((file) => file.ShareDialog), { ssr: false })

interface Props {
  conversation: ConversationView
  onGone(): void
  onChange(): void
}

export function ConversationMenu({ conversation, onGone, onChange }: Props) {
  const t = useTranslations('chat')
  const { run } = useDeed(async () => {
    onChange()
  })
  const [open, setOpen] = useState<'rename' | 'share'>()
  const close = () => setOpen(undefined)
  const restore = () => void run(() => conversationsApi.restore(conversation.id))
  const remove = async () => {
    if (!(await run(() => conversationsApi.delete(conversation.id)))) return
    onGone()
    notify.done(t('deleted'), { label: t('undo'), run: restore })
  }
  return (
    <>
      <LateMenu
        trigger={
          <Button
            variant="ghost"
            size="icon"
            aria-label={t('actionsOf', { title: conversation.title || t('untitled') })}
            icon={<Ellipsis aria-hidden />}
          />
        }
      >
        {({ MenuItem, MenuRule }) => (
          <>
            <MenuItem
              icon={conversation.pinned ? <PinOff aria-hidden /> : <Pin aria-hidden />}
              onSelect={() => void run(() => conversationsApi.change(conversation.id, { pinned: !conversation.pinned }))}
            >
              {conversation.pinned ? t('unpin') : t('pin')}
            </MenuItem>
            <MenuItem icon={<Pencil aria-hidden />} onSelect={() => setOpen('rename')}>
              {t('rename')}
            </MenuItem>
            <MenuItem icon={<Share2 aria-hidden />} onSelect={() => setOpen('share')}>
              {t('share')}
            </MenuItem>
            <MenuRule />
            <MenuItem danger icon={<Trash2 aria-hidden />} onSelect={() => void remove()}>
              {t('delete')}
            </MenuItem>
          </>
        )}
      </LateMenu>
      {open === 'rename' && <RenameDialog conversation={conversation} onClose={close} onSaved={onChange} />}
      {open === 'share' && <ShareDialog conversation={conversation} onClose={close} />}
    </>
  )
}
