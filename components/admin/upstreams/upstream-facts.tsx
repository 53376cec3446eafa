'use client'
import { useTranslations } from 'next-intl'
import { Fact, Facts } from '@/components/ui/facts'
import { Note } from '@/components/ui/note'
import { SheetSection } from '@/components/ui/sheet'
import { timeoutNames } from '@/lib/catalog/names'
import type { UpstreamLine } from '@/lib/catalog/upstream-schema'

/** Shows a row that the catalog file holds. It cannot be edited, because the next start would undo the change. */
export function UpstreamFacts({ upstream }: { upstream: UpstreamLine }) {
  const t = useTranslations('adminUpstreams')
  const set = timeoutNames.filter((name) => upstream.timeouts[name] !== undefined && upstream.timeouts[name] !== null)
  return (
    <SheetSection>
      <Note>{t('fromFileNote')}</Note>
      <Facts className="mt-4">
        <Fact term={t('protocol')}>{t(`protocols.${upstream.protocol}`)}</Fact>
        <Fact term={t('baseUrl')}>{upstream.builtin ? t('noNetwork') : <code>{upstream.baseUrl}</code>}</Fact>
        <Fact term={t('apiKey')}>
          {upstream.apiKeySet ? t('keySet', { last4: upstream.apiKeyLast4 ?? 'none' }) : t('keyNone')}
          {upstream.apiKeyVariable !== null && <code> {`\${${upstream.apiKeyVariable}}`}</code>}
        </Fact>
        <Fact term={t('concurrency')}>{upstream.concurrency ?? t('noLimit')}</Fact>
        {set.map((name) => (
          <Fact key={name} term={t(`timeout.${name}`)}>
            {t('seconds', { count: upstream.timeouts[name] ?? 0 })}
          </Fact>
        ))}
      </Facts>
    </SheetSection>
  )
}
