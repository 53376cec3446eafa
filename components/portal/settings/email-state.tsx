'use client'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useErrorText } from '@/components/ui/error-text'
import { Tag } from '@/components/ui/tag'
import { TextButton } from '@/components/ui/text-link'
import { notify } from '@/components/ui/toast'
import { meApi } from '@/lib/queries/me'

/** Whether the user proved that the address is theirs, and the way to get the mail again. */
export function EmailState({ verified, mail }: { verified: boolean; mail: boolean }) {
  const t = useTranslations('settings')
  const errorText = useErrorText()
  const again = useMutation({
    mutationFn: meApi.verifyAgain,
    onSuccess: () => notify.done(t('verificationSent')),
    onError: (error) => notify.fail(errorText(error)),
  })
  return (
    <p className="mt-3 flex flex-wrap items-center gap-2 text-[13px]">
      <Tag tone={verified ? 'ok' : 'warn'}>{t(verified ? 'verified' : 'unverified')}</Tag>
      {!verified && mail && (
        <TextButton disabled={again.isPending} onClick={() => again.mutate()}>
          {t('verifyAgain')}
        </TextButton>
      )}
    </p>
  )
}
