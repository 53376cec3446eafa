'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Send } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { Fact, Facts } from '@/components/ui/facts'
import { Hint } from '@/components/ui/hint'
import { Segmented } from '@/components/ui/segmented'
import { Sheet, SheetSection } from '@/components/ui/sheet'
import { Skeleton } from '@/components/ui/skeleton'
import { Time } from '@/components/ui/time'
import { notify } from '@/components/ui/toast'
import { useDeed } from '@/components/ui/use-deed'
import type { MailLine } from '@/lib/mail/schema'
import { mailQuery, refreshMails, sendMailAgain } from '@/lib/queries/admin-mail'
import { MailState } from './mail-columns'

interface Props {
  mail: MailLine | undefined
  onClose: () => void
  onPrevious?: (() => void) | undefined
  onNext?: (() => void) | undefined
}

/** One mail of the outbox, and the way to send it again. */
export function MailSheet({ mail, onClose, onPrevious, onNext }: Props) {
  const t = useTranslations('adminMail')
  return (
    <Sheet
      wide
      open={mail !== undefined}
      onOpenChange={(open) => !open && onClose()}
      title={mail?.subject ?? ''}
      subtitle={mail?.to}
      onPrevious={onPrevious}
      onNext={onNext}
      footer={mail && <Resend key={mail.id} mail={mail} />}
    >
      {mail && (
        <>
          <SheetSection>
            <Facts>
              <Fact term={t('state')}>
                <MailState state={mail.state} />
              </Fact>
              {mail.user && <Fact term={t('user')}>{`${mail.user.username} · #${mail.user.id}`}</Fact>}
              <Fact term={t('event')}>
                <code>{mail.event}</code>
              </Fact>
              <Fact term={t('created')}>
                <Time value={mail.createdAt} look="clock" />
              </Fact>
              <Fact term={t('sentAt')}>
                <Time value={mail.sentAt} look="clock" />
              </Fact>
              <Fact term={t('tries')}>{mail.tries}</Fact>
              {mail.error !== null && <Fact term={t('error')}>{mail.error}</Fact>}
            </Facts>
          </SheetSection>
          <Rendered key={mail.id} id={mail.id} />
        </>
      )}
    </Sheet>
  )
}

/** The mail as its reader sees it. It is shown in a frame that may do nothing. */
function Rendered({ id }: { id: string }) {
  const t = useTranslations('adminMail')
  const [look, setLook] = useState<'html' | 'text'>('html')
  const query = useQuery(mailQuery(id))
  if (query.isError) return <ErrorState error={query.error} onRetry={() => query.refetch()} busy={query.isFetching} />
  const looks = (['html', 'text'] as const).map((value) => ({ value, label: t(value) }))
  return (
    <SheetSection>
      <div className="mb-3 flex items-center gap-3">
        <Segmented aria-label={t('look')} options={looks} value={look} onValueChange={setLook} />
        <Hint className="ml-auto">{t('masked')}</Hint>
      </div>
      {!query.data && <Skeleton width="70%" className="animate-appear" />}
      {query.data && look === 'html' && (
        <iframe
          title={query.data.subject}
          sandbox=""
          srcDoc={query.data.html}
          className="h-130 w-full rounded-sm border border-line bg-white"
        />
      )}
      {query.data && look === 'text' && (
        <pre className="wrap-anywhere whitespace-pre-wrap rounded-sm bg-sunken p-3 text-[12.5px]/5">{query.data.text}</pre>
      )}
    </SheetSection>
  )
}

function Resend({ mail }: { mail: MailLine }) {
  const t = useTranslations('adminMail')
  const client = useQueryClient()
  const resendable = useQuery(mailQuery(mail.id)).data?.resendable
  const { busy, run } = useDeed(() => refreshMails(client))
  const resend = async () => {
    if (await run(() => sendMailAgain(mail.id))) notify.done(t('resent', { to: mail.to }))
  }
  return (
    <>
      {resendable === false && <Hint>{t('secretsGone')}</Hint>}
      <Button
        className="ml-auto"
        icon={<Send aria-hidden />}
        busy={busy}
        disabled={!resendable || mail.state === 'waiting'}
        onClick={() => void resend()}
      >
        {t(mail.state === 'kept' ? 'send' : 'resend')}
      </Button>
    </>
  )
}
