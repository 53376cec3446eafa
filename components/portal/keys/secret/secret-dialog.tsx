'use client'
import { useQuery } from '@tanstack/react-query'
import { Check, ExternalLink } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useSuggestedModel } from '@/components/shared/models/use-suggested-model'
import { SnippetTabs } from '@/components/shared/snippets/snippet-tabs'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Dialog } from '@/components/ui/dialog'
import { Select } from '@/components/ui/select'
import { useSite } from '@/components/ui/site-context'
import type { NewKey } from '@/lib/keys/schema'
import { modelsQuery } from '@/lib/queries/models'
import { clientLinks } from './client-links'
import { FirstCall } from './first-call'
import { KeyFacts } from './key-facts'

interface Props {
  keys: NewKey[]
  /** just created: the dialog says so, waits for the first call and offers to create another key */
  fresh: boolean
  onClose: () => void
  onAnother?: () => void
}

/** Shows the full secrets, with code samples and client links for the first one. */
export function SecretDialog({ keys, fresh, onClose, onAnother }: Props) {
  const t = useTranslations('keys')
  const { publicUrl } = useSite()
  const models = useQuery(modelsQuery)
  const first = keys[0]
  const all = models.data?.models ?? []
  const usable = all.filter((model) => (model.modes ?? ['chat']).includes('chat') && (!first?.models || first.models.includes(model.id)))
  const [chosen, setChosen] = useState<string>()
  const suggested = useSuggestedModel(first?.models ?? null)
  if (!first) return null
  const model = chosen ?? suggested ?? first.models?.[0] ?? 'auto'
  const facts = { publicUrl, secret: first.secret, model }
  const title = fresh ? (keys.length > 1 ? t('createdMany', { count: keys.length }) : t('createdOne', { name: first.name })) : first.name
  return (
    <Dialog
      open
      size="l"
      onOpenChange={onClose}
      title={title}
      description={<KeyFacts apiKey={first} />}
      mark={
        fresh && (
          <span className="done-mark">
            <Check size={16} aria-hidden />
          </span>
        )
      }
      footer={
        <>
          <span className="mr-auto min-w-0">
            <FirstCall keyId={first.id} />
          </span>
          {onAnother && <Button onClick={onAnother}>{t('another')}</Button>}
          <Button variant="primary" onClick={onClose}>
            {t('finish')}
          </Button>
        </>
      }
    >
      <div className="form">
        <div className="field">
          {keys.map((key) => (
            <div key={key.id} className="secret">
              <code>{key.secret}</code>
              <CopyButton text={key.secret} variant={keys.length > 1 ? 'default' : 'primary'} size="m" label={t('copySecret')} words />
            </div>
          ))}
          {keys.length > 1 && (
            <span>
              <CopyButton
                text={keys.map((key) => key.secret).join('\n')}
                variant="primary"
                size="m"
                label={t('copyAll', { count: keys.length })}
                words
              />
            </span>
          )}
          <p className="hint">{t('keepSafe')}</p>
        </div>
        <div className="field">
          <div className="field-label">
            {t('snippets')}
            <span className="opt phone:hidden">{t('snippetsHint')}</span>
            <span className="ml-auto w-56 font-normal">
              <Select
                aria-label={t('model')}
                options={[...new Set([model, ...usable.map((one) => one.id)])].map((id) => ({ value: id, label: id }))}
                value={model}
                onValueChange={setChosen}
                className="h-7!"
              />
            </span>
          </div>
          <SnippetTabs facts={facts} />
        </div>
        <div className="field">
          <div className="field-label">
            {t('clients')}
            <span className="opt">{t('clientsHint')}</span>
          </div>
          <div className="clients">
            {clientLinks.map((client) => (
              <a key={client.name} href={client.href(facts)} target="_blank" rel="noreferrer">
                <i aria-hidden>{client.mark}</i>
                {client.name}
                <ExternalLink size={14} aria-hidden />
              </a>
            ))}
          </div>
        </div>
      </div>
    </Dialog>
  )
}
