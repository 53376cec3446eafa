import { getTranslations } from 'next-intl/server'
import { LinkButton } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { StatusDot } from '@/components/ui/status-dot'
import { Centred } from './centred'
import { Courtyard } from './courtyard'

interface Props {
  publicUrl: string
  signedIn: boolean
  online: number
  configured: boolean
}

/** The words at the left and the courtyard at the right, with one accent each. */
export async function Hero({ publicUrl, signedIn, online, configured }: Props) {
  const t = await getTranslations('landing')
  return (
    <Centred className="grid grid-cols-[minmax(0,1fr)_560px] items-center gap-10 pt-10 pb-12 max-[1080px]:grid-cols-[minmax(0,1fr)] phone:gap-4 phone:pt-7 phone:pb-6">
      <div className="min-w-0">
        <StatusDot state={configured ? 'on' : 'warn'} className="text-[13px] text-ink-2">
          {configured ? t('state', { count: online }) : t('notConfigured')}
        </StatusDot>
        <h1 className="mt-5 mb-4 text-[38px]/[1.35] text-balance phone:mt-3.5 phone:text-[28px]">
          {t('titleA')}
          <br />
          {t('titleB')}
        </h1>
        <p className="mb-7 max-w-[30em] text-[16px]/[1.8] text-ink-2 phone:mb-6 phone:text-[15px]">{t('lead')}</p>
        <BaseUrls publicUrl={publicUrl} />
        <div className="flex gap-2.5 phone:*:flex-1">
          <LinkButton href={signedIn ? '/dashboard' : '/register'} variant="primary" size="l">
            {signedIn ? t('console') : t('register')}
          </LinkButton>
          <LinkButton href="/chat" size="l">
            {t('tryChat')}
          </LinkButton>
        </div>
      </div>
      <Courtyard label={t('courtyard')} />
    </Centred>
  )
}

async function BaseUrls({ publicUrl }: { publicUrl: string }) {
  const t = await getTranslations('landing')
  const baseUrl = `${publicUrl}/v1`
  return (
    <>
      <div className="flex h-12 max-w-115 items-center gap-3 rounded-md border border-line-strong bg-surface pr-[7px] pl-4 phone:gap-2 phone:pl-3">
        <span className="text-[13px] whitespace-nowrap text-ink-2 phone:hidden">{t('baseUrl')}</span>
        <code className="flex-1 truncate text-[15px] phone:text-[14px]">{baseUrl}</code>
        <CopyButton text={baseUrl} variant="default">
          {t('copyShort')}
        </CopyButton>
      </div>
      <div className="mt-2.5 mb-7 grid grid-cols-[auto_1fr] items-baseline gap-x-3 gap-y-0.5 pl-[17px] text-[12.5px] text-ink-2 phone:mb-6 phone:pl-[13px]">
        <span>{t('hepai')}</span>
        <code className="text-[12px] wrap-anywhere text-ink">{publicUrl}/apiv2</code>
      </div>
    </>
  )
}
