'use client'
import { useTranslations } from 'next-intl'
import { Tag } from '@/components/ui/tag'
import { TextButton } from '@/components/ui/text-link'
import { notify } from '@/components/ui/toast'
import { useDeed } from '@/components/ui/use-deed'
import { meApi } from '@/lib/queries/me'

/** Whether the user proved that the address is theirs, and the way to get the mail again. */
export function EmailState({ verified, mail }: { verified: boolean; mail: boolean }) {
  const t = useTranslations('settings')
  const { busy, run } = useDeed()
  const again = async () => {
    if (await run(() => meApi.verifyAgain())) notify.done(t('verificationSent'))
  }
  return (
    <p className="mt-3 flex flex-wrap items-center gap-2 text-[13px]">
      <Tag tone={verified ? 'ok' : 'warn'}>{t(verified ? 'verified' : 'unverified')}</Tag>
      {!verified && mail && (
        <TextButton disabled={busy} onClick={() => void again()}>
          {t('verifyAgain')}
        </TextButton>
      )}
    </p>
  )
}
