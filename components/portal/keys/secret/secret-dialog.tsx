'use client'
import { Check } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { FormFields } from '@/components/form/form-fields'
import { useSuggestedModel } from '@/components/shared/models/use-suggested-model'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { useSite } from '@/components/ui/site-context'
import type { NewKey } from '@/lib/keys/schema'
import { Clients } from './clients'
import { FirstCall } from './first-call'
import { KeyFacts } from './key-facts'
import { Samples } from './samples'
import { Secrets } from './secrets'

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
  const first = keys[0]
  const [chosen, setChosen] = useState<string>()
  const suggested = useSuggestedModel(first?.models ?? null)
  if (!first) return null
  const facts = { publicUrl, secret: first.secret, model: chosen ?? suggested ?? first.models?.[0] ?? 'auto' }
  const created = keys.length > 1 ? t('createdMany', { count: keys.length }) : t('createdOne', { name: first.name })
  return (
    <Dialog
      open
      size="l"
      onOpenChange={onClose}
      title={fresh ? created : first.name}
      description={<KeyFacts apiKey={first} />}
      mark={fresh && <Done />}
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
      <FormFields>
        <Secrets keys={keys} />
        <Samples facts={facts} allowed={first.models} onModel={setChosen} />
        <Clients facts={facts} />
      </FormFields>
    </Dialog>
  )
}

const Done = () => (
  <span className="grid size-6 flex-none place-items-center rounded-full bg-accent text-accent-ink">
    <Check size={16} aria-hidden />
  </span>
)
