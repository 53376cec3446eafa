'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Button, LinkButton } from '@/components/ui/button'
import { useErrorText } from '@/components/ui/error-text'
import { Note } from '@/components/ui/note'
import { Spinner } from '@/components/ui/spinner'
import type { Verified } from '@/lib/auth/schema'
import { api, isApiError } from '@/lib/queries/fetcher'

const verify = (token: string) => api<Verified>('/api/auth/verify', { body: { token } })

/** Takes the mailed link as proof, as soon as the page is there. */
export function VerifyAddress({ token }: { token: string }) {
  const t = useTranslations('auth')
  const errorText = useErrorText()
  const [tries, setTries] = useState(0)
  const [email, setEmail] = useState<string>()
  const [error, setError] = useState<unknown>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try asks again
  useEffect(() => {
    setError(undefined)
    verify(token).then((answer) => setEmail(answer.email), setError)
  }, [token, tries])
  if (email !== undefined)
    return (
      <div role="status" className="grid gap-4">
        <Note>{t('verified', { email })}</Note>
        <LinkButton href="/dashboard" variant="primary" size="l" wide>
          {t('goOn')}
        </LinkButton>
      </div>
    )
  if (error === undefined)
    return (
      <p role="status" className="flex items-center justify-center gap-2 py-4 text-ink-2">
        <Spinner /> {t('verifying')}
      </p>
    )
  return (
    <div className="grid gap-4">
      <Note tone="bad">{errorText(error)}</Note>
      {isApiError(error) && error.code === 'link_invalid' ? (
        <LinkButton href="/settings" size="l" wide>
          {t('verifyNew')}
        </LinkButton>
      ) : (
        <Button size="l" wide onClick={() => setTries(tries + 1)}>
          {t('tryAgain')}
        </Button>
      )}
    </div>
  )
}
