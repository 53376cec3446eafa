'use client'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useErrorText } from '@/components/ui/error-text'
import { notify } from '@/components/ui/toast'
import { isApiError } from '@/lib/queries/fetcher'
import { keysApi } from '@/lib/queries/keys'

const PasswordDialog = dynamic(() => import('./password-dialog').then((module) => module.PasswordDialog))

interface Asked {
  id: string
  give: (secret: string) => void
  refuse: (why: unknown) => void
}

/** Gets a key's secret. Asks for the password when the sign-in is too old, and rejects when the user cancels. */
export function useReveal() {
  const [asked, setAsked] = useState<Asked>()
  const text = useErrorText()
  const t = useTranslations('keys')
  const reveal = async (id: string): Promise<string> => {
    try {
      return (await keysApi.reveal(id)).secret
    } catch (error) {
      if (isApiError(error) && error.code === 'reauthenticate') return new Promise((give, refuse) => setAsked({ id, give, refuse }))
      notify.fail(text(error))
      throw error
    }
  }
  const dialog = asked && (
    <PasswordDialog
      why={t('passwordSub')}
      onClose={() => {
        asked.refuse(new Error('cancelled'))
        setAsked(undefined)
      }}
      onPassword={async (password) => {
        asked.give((await keysApi.reveal(asked.id, password)).secret)
        setAsked(undefined)
      }}
    />
  )
  return { reveal, dialog }
}
