import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { SharedConversation } from '@/components/site/share/shared-conversation'
import { isAppError } from '@/lib/errors'
import { readShare } from '@/lib/shares/read-share'

interface Props {
  params: Promise<{ id: string }>
}

const shareOf = cache(async (id: string) => {
  try {
    return await readShare(id)
  } catch (error) {
    if (isAppError(error) && error.code === 'not_found') return notFound()
    throw error
  }
})

export async function generateMetadata({ params }: Props) {
  const { title } = await shareOf((await params).id)
  return { title: title || (await getTranslations('share'))('untitled'), robots: { index: false, follow: false } }
}

export default async function Page({ params }: Props) {
  return <SharedConversation shared={await shareOf((await params).id)} />
}
