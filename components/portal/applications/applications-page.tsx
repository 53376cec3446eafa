'use client'
import dynamic from 'next/dynamic'
import { useQueryStates } from 'nuqs'
import { applicationParams } from './application-params'
import { OwnApplications } from './own-applications'

const ApplicationEditor = dynamic(() => import('./application-editor').then((parts) => parts.ApplicationEditor))

/** One's applications, or the form of one of them. */
export function ApplicationsPage() {
  const [{ write, from, key }, set] = useQueryStates(applicationParams)
  const close = () => void set(null, { history: 'push' })
  if (write === null) return <OwnApplications onWrite={(next) => void set(next, { history: 'push' })} />
  return (
    <ApplicationEditor
      // A draft that has just been saved stays in its form.
      key={`${from} ${key}`}
      id={write === 'new' ? undefined : write}
      from={from ?? undefined}
      forKey={key ?? undefined}
      onSaved={(id) => void set({ write: id, from: null, key: null })}
      onClose={close}
    />
  )
}
