import clsx from 'clsx'
import { CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

const icons = { info: Info, ok: CircleCheck, warn: TriangleAlert, bad: TriangleAlert }

export function Note({ tone = 'info', actions, children }: { tone?: keyof typeof icons; actions?: ReactNode; children: ReactNode }) {
  const Icon = icons[tone]
  return (
    <div className={clsx('note', `note-${tone}`)} role={tone === 'bad' ? 'alert' : undefined}>
      <Icon aria-hidden />
      <div className="min-w-0 flex-1">{children}</div>
      {actions !== undefined && <div className="acts">{actions}</div>}
    </div>
  )
}
