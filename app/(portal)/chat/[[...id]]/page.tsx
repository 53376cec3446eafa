import { getTranslations } from 'next-intl/server'
import { ChatPage } from '@/components/chat/chat-page'
import { AreaMessages } from '@/components/layout/area-messages'

export const generateMetadata = async () => ({ title: (await getTranslations('chat'))('title') })

export default function Page() {
  return (
    <AreaMessages areas={['chat']}>
      <ChatPage />
    </AreaMessages>
  )
}
