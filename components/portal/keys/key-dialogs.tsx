'use client'
import dynamic from 'next/dynamic'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { type ReactNode, useState } from 'react'
import { useReveal } from '@/components/shared/keys/use-reveal'
import type { NewKey, ShownKey } from '@/lib/keys/schema'

// Forms and their rules are the larger part of the page, and few visits need them.
const CreateDialog = dynamic(() => import('./form/create-dialog').then((parts) => parts.CreateDialog))
const EditDialog = dynamic(() => import('./form/edit-dialog').then((parts) => parts.EditDialog))
const SecretDialog = dynamic(() => import('./secret/secret-dialog').then((parts) => parts.SecretDialog))

/** The dialogs of the page, one at a time: for a new key, for changing one, for its secret. */
export function useKeyDialogs() {
  const [creating, setCreating] = useQueryState('create', parseAsStringLiteral(['1']))
  const [editing, edit] = useState<ShownKey>()
  const [secrets, setSecrets] = useState<{ keys: NewKey[]; fresh: boolean }>()
  const { reveal, dialog } = useReveal()
  const create = () => {
    setSecrets(undefined)
    void setCreating('1')
  }
  const created = (keys: NewKey[]) => {
    void setCreating(null)
    setSecrets({ keys, fresh: true })
  }
  const show = (key: ShownKey) =>
    reveal(key.id).then(
      (secret) => setSecrets({ keys: [{ ...key, secret }], fresh: false }),
      () => undefined,
    )
  const dialogs: ReactNode = (
    <>
      {creating && <CreateDialog onClose={() => void setCreating(null)} onCreated={created} />}
      {editing && <EditDialog key={editing.id} apiKey={editing} onClose={() => edit(undefined)} />}
      {secrets && <SecretDialog {...secrets} onClose={() => setSecrets(undefined)} onAnother={secrets.fresh ? create : undefined} />}
      {dialog}
    </>
  )
  return { create, edit, reveal, show: (key: ShownKey) => void show(key), dialogs }
}
