import { getTranslations } from 'next-intl/server'
import { LinkButton } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { StatusDot } from '@/components/ui/status-dot'
import { Courtyard } from './courtyard'

interface Props {
  publicUrl: string
  signedIn: boolean
  online: number
  configured: boolean
}

export async function Hero({ publicUrl, signedIn, online, configured }: Props) {
  const t = await getTranslations('landing')
  const baseUrl = `${publicUrl}/v1`
  return (
    <div className="site-in hero">
      <div className="min-w-0">
        <StatusDot state={configured ? 'on' : 'warn'} className="text-[13px] text-ink-2">
          {configured ? t('state', { count: online }) : t('notConfigured')}
        </StatusDot>
        <h1>
          {t('titleA')}
          <br />
          {t('titleB')}
        </h1>
        <p className="lead">{t('lead')}</p>
        <div className="url">
          <span>{t('baseUrl')}</span>
          <code>{baseUrl}</code>
          <CopyButton text={baseUrl} variant="default">
            {t('copyShort')}
          </CopyButton>
        </div>
        <div className="also">
          <span>{t('hepai')}</span>
          <code>{publicUrl}/apiv2</code>
        </div>
        <div className="go">
          <LinkButton href={signedIn ? '/dashboard' : '/register'} variant="primary" size="l">
            {signedIn ? t('console') : t('register')}
          </LinkButton>
          <LinkButton href="/chat" size="l">
            {t('tryChat')}
          </LinkButton>
        </div>
      </div>
      <Courtyard label={t('courtyard')} />
    </div>
  )
}
