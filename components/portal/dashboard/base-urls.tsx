'use client'
import { useTranslations } from 'next-intl'
import { Card } from '@/components/ui/card'
import { CopyButton } from '@/components/ui/copy-button'
import { useSite } from '@/components/ui/site-context'

/** Shows the base URLs for clients. */
export function BaseUrls() {
  const t = useTranslations('dashboard')
  const { publicUrl } = useSite()
  const places = [
    { name: 'OpenAI', url: `${publicUrl}/v1` },
    // These clients add /v1 or /v1beta themselves.
    { name: 'Anthropic, Gemini', url: publicUrl },
    { name: t('alsoAt'), url: `${publicUrl}/api/v1` },
    { name: 'HepAI', url: `${publicUrl}/apiv2` },
  ]
  return (
    <Card title={t('baseUrls')} padded={false}>
      <dl className="divide-y divide-line">
        {places.map(({ name, url }) => (
          <div key={url} className="flex min-h-10 items-center gap-2.5 pr-2 pl-4">
            <dt className="w-18 flex-none text-[13px] text-ink-2">{name}</dt>
            <dd className="flex min-w-0 flex-1 items-center justify-between gap-2.5">
              <code className="truncate">{url}</code>
              <CopyButton text={url} label={t('copyUrl', { name })} />
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}
