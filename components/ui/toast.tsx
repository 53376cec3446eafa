'use client'
import { Check, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { toast } from 'sonner'
import { Button } from './button'

interface Action {
  label: string
  run: () => void
}

function show(icon: ReactNode, text: ReactNode, action: Action | undefined, duration: number) {
  toast.custom(
    (id) => (
      <div className="toast">
        {icon}
        <span>{text}</span>
        {action && (
          <Button
            size="s"
            onClick={() => {
              toast.dismiss(id)
              action.run()
            }}
          >
            {action.label}
          </Button>
        )}
      </div>
    ),
    { duration },
  )
}

/** Short reports at the corner. A reversible act is done at once and gets an action that takes it back, for 8 s. */
export const notify = {
  done: (text: ReactNode, action?: Action) => show(<Check aria-hidden className="text-ok-text" />, text, action, action ? 8000 : 4000),
  fail: (text: ReactNode, action?: Action) => show(<TriangleAlert aria-hidden className="text-bad-text" />, text, action, 8000),
}
