import { getTranslations } from 'next-intl/server'
import { AreaMessages } from '@/components/layout/area-messages'
import { ChatPage } from '@/components/portal/chat/chat-page'

export const generateMetadata = async () => ({ title: (await getTranslations('chat'))('title') })

export default function Page() {
  return (
    <AreaMessages areas={['chat']}>
      <ChatPage />
    </AreaMessages>
  )
}
