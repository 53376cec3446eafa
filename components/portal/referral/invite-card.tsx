'use client'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { Card } from '@/components/ui/card'
import { CopyButton } from '@/components/ui/copy-button'

const QrCode = dynamic(() => import('./qr-code').then((parts) => parts.QrCode), {
  loading: () => <div className="size-40 rounded-sm bg-sunken" />,
})

/** What one passes on: the link, the code alone, and both as a picture. */
export function InviteCard({ link, code }: { link: string; code: string }) {
  const t = useTranslations('referral')
  return (
    <Card>
      <div className="flex gap-6 phone:flex-col phone:gap-4">
        <dl className="grid min-w-0 flex-1 content-start gap-4">
          <Passed name={t('link')} text={link} copy={t('copyLink')} primary />
          <Passed name={t('code')} text={code} copy={t('copyCode')} />
        </dl>
        <figure className="flex flex-none flex-col items-center gap-1.5">
          <QrCode text={link} label={t('qr')} />
          <figcaption className="text-[12.5px] text-ink-2">{t('scan')}</figcaption>
        </figure>
      </div>
    </Card>
  )
}

function Passed({ name, text, copy, primary }: { name: string; text: string; copy: string; primary?: boolean }) {
  return (
    <div className="grid gap-1">
      <dt className="text-[12.5px] text-ink-2">{name}</dt>
      <dd className="flex flex-wrap items-center gap-2">
        <code className="wrap-anywhere min-w-0 rounded-sm bg-sunken px-2.5 py-1.5">{text}</code>
        <CopyButton text={text} label={copy} words variant={primary ? 'primary' : 'default'} />
      </dd>
    </div>
  )
}
