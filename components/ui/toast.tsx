'use client'
import { Check, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from './button'

interface Action {
  label: string
  run: () => void
}

async function show(icon: ReactNode, text: ReactNode, action: Action | undefined, duration: number) {
  // Loaded when it is first needed, because the public pages do not need it.
  const { toast } = await import('sonner')
  toast.custom(
    (id) => (
      <div
        data-slot="toast"
        className="wrap-anywhere flex w-90 max-w-[calc(100vw-32px)] items-center gap-2.5 rounded-md bg-surface py-2.5 pr-2.5 pl-3.5 text-[13px]/5 shadow-popup [&>svg]:size-4 [&>svg]:flex-none"
      >
        {icon}
        <span>{text}</span>
        {action && (
          <Button
            size="s"
            className="ml-auto flex-none"
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

/** Short messages in the corner. An act that can be undone happens at once, and the message offers to undo it for 8 s. */
export const notify = {
  done: (text: ReactNode, action?: Action) => void show(<Check aria-hidden className="text-ok-text" />, text, action, action ? 8000 : 4000),
  fail: (text: ReactNode, action?: Action) => void show(<TriangleAlert aria-hidden className="text-bad-text" />, text, action, 8000),
}
