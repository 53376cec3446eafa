'use client'
import { useMutation } from '@tanstack/react-query'
import { Eye } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { useErrorText } from '@/components/ui/error-text'
import { Fact } from '@/components/ui/facts'
import { Hint } from '@/components/ui/hint'
import { notify } from '@/components/ui/toast'
import type { RequestToDecide } from '@/lib/ledger/request-schema'
import { adminRequestsApi } from '@/lib/queries/admin-requests'

/** Whom a withdrawal is paid to: its last characters, and the whole account on demand, which the trail notes. */
export function PayeeFact({ row: { id, account } }: { row: RequestToDecide }) {
  const t = useTranslations('requests')
  const errorText = useErrorText()
  const reveal = useMutation({ mutationFn: () => adminRequestsApi.reveal(id), onError: (error) => notify.fail(errorText(error)) })
  const payee = reveal.data
  return (
    <Fact term={t('account')}>
      <span className="inline-flex flex-wrap items-center gap-x-2">
        <code>{payee?.account ?? account}</code>
        {payee ? (
          <CopyButton text={payee.account} label={t('admin.copyAccount')} />
        ) : (
          <Button size="xs" icon={<Eye aria-hidden />} busy={reveal.isPending} onClick={() => reveal.mutate()}>
            {t('admin.reveal')}
          </Button>
        )}
      </span>
      <Hint as="div">{payee ? t(`admin.looksLike.${payee.looksLike}`) : t('admin.revealHint')}</Hint>
    </Fact>
  )
}
