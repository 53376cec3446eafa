'use client'
import { usePathname } from 'next/navigation'
import { useState } from 'react'
import { ChatRoom } from './chat-room'
import { ConversationList } from './conversations/conversation-list'

const idIn = (path: string): string | null => /^\/chat\/([^/]+)/.exec(path)?.[1] ?? null

/**
 * The playground fills the window, and only the turns scroll. The address is changed without a navigation, so that the list, the draft and
 * a running answer stay.
 */
export function ChatPage() {
  const id = idIn(usePathname())
  const [first, setFirst] = useState<{ id: string; text: string }>()
  const [listOpen, setListOpen] = useState(false)
  const go = (next: string | null) => {
    window.history.pushState(null, '', next ? `/chat/${next}` : '/chat')
    setListOpen(false)
  }
  return (
    <div className="grid h-[calc(100dvh-52px)] grid-cols-[264px_minmax(0,1fr)] phone:grid-cols-[minmax(0,1fr)]">
      <ConversationList current={id} onOpen={go} open={listOpen} onClose={() => setListOpen(false)} />
      <ChatRoom
        key={id ?? 'new'}
        id={id}
        first={first && first.id === id ? first.text : undefined}
        onFirstSent={() => setFirst(undefined)}
        onCreated={(created, text) => {
          setFirst({ id: created, text })
          window.history.replaceState(null, '', `/chat/${created}`)
        }}
        onShowList={() => setListOpen(true)}
        onNew={() => go(null)}
      />
    </div>
  )
}
