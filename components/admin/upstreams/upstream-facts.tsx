'use client'
import { useTranslations } from 'next-intl'
import { Note } from '@/components/ui/note'
import { timeoutNames } from '@/lib/catalog/names'
import type { UpstreamLine } from '@/lib/catalog/upstream-schema'

/** Shows a row that the catalog file holds. It cannot be edited, because the next start would undo the change. */
export function UpstreamFacts({ upstream }: { upstream: UpstreamLine }) {
  const t = useTranslations('adminUpstreams')
  const set = timeoutNames.filter((name) => upstream.timeouts[name] !== undefined && upstream.timeouts[name] !== null)
  return (
    <section>
      <Note>{t('fromFileNote')}</Note>
      <dl className="kv mt-4">
        <dt>{t('protocol')}</dt>
        <dd>{t(`protocols.${upstream.protocol}`)}</dd>
        <dt>{t('baseUrl')}</dt>
        <dd>{upstream.builtin ? t('noNetwork') : <code>{upstream.baseUrl}</code>}</dd>
        <dt>{t('apiKey')}</dt>
        <dd>
          {upstream.apiKeySet ? t('keySet', { last4: upstream.apiKeyLast4 ?? 'none' }) : t('keyNone')}
          {upstream.apiKeyVariable !== null && <code> {`\${${upstream.apiKeyVariable}}`}</code>}
        </dd>
        <dt>{t('concurrency')}</dt>
        <dd>{upstream.concurrency ?? t('noLimit')}</dd>
        {set.map((name) => (
          <div key={name} className="contents">
            <dt>{t(`timeout.${name}`)}</dt>
            <dd>{t('seconds', { count: upstream.timeouts[name] ?? 0 })}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
