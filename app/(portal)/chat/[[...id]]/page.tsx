import { getTranslations } from 'next-intl/server'
import { GET as getConversation } from '@/app/api/conversations/[id]/route'
import { GET as getConversations } from '@/app/api/conversations/route'
import { GET as getModels } from '@/app/api/models/route'
import { AreaMessages } from '@/components/layout/area-messages'
import { Prefetched } from '@/components/layout/prefetched'
import { ChatPage } from '@/components/portal/chat/chat-page'
import { prefetch } from '@/lib/http/prefetch'
import { conversationQuery, conversationsQuery } from '@/lib/queries/conversations'
import { modelsQuery } from '@/lib/queries/models'

export const generateMetadata = async () => ({ title: (await getTranslations('chat'))('title') })

export default async function Page({ params }: { params: Promise<{ id?: string[] }> }) {
  const [id] = (await params).id ?? []
  const data = await prefetch(
    [conversationsQuery(''), getConversations],
    [modelsQuery, getModels],
    id !== undefined && [conversationQuery(id), getConversation, { id }],
  )
  return (
    <AreaMessages areas={['chat', 'share']}>
      <Prefetched data={data}>
        <ChatPage />
      </Prefetched>
    </AreaMessages>
  )
}
